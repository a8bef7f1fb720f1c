package network.mandala.domain;

import java.util.HashSet;
import java.util.Set;

/** Looks for the proofs of a domain at all names at which they may be. */
public final class ProofSearch {
  private static final int MOST_PROOFS = 50;

  private final TxtLookup lookup;

  public ProofSearch(TxtLookup lookup) {
    this.lookup = lookup;
  }

  /**
   * What is there.
   *
   * @param proofs everything that looks like a proof, of whatever project
   * @param trouble why there may be more, in words; empty when the name servers have answered in
   *     full
   */
  public record Found(Set<String> proofs, String trouble) {
    public Found {
      proofs = Set.copyOf(proofs);
    }

    /** Whether the name servers were sure. */
    public boolean isAnswered() {
      return trouble.isEmpty();
    }
  }

  /** Takes seconds at most. */
  public Found of(String domain) {
    var proofs = new HashSet<String>();
    var trouble = "";
    for (var name : DomainProof.recordNames(domain)) {
      switch (lookup.txt(name)) {
        case TxtAnswer.Records records -> collect(records, proofs);
        case TxtAnswer.None none -> {}
        case TxtAnswer.Unanswered unanswered -> trouble = unanswered.why();
      }
    }
    return new Found(proofs, trouble);
  }

  /** A proof is one string of a record, or a record whose strings are its parts (RFC 7208, 3.3). */
  private static void collect(TxtAnswer.Records records, Set<String> into) {
    for (var strings : records.records()) {
      strings.stream().filter(DomainProof::isProof).forEach(text -> add(text, into));
      var whole = String.join("", strings);
      if (DomainProof.isProof(whole)) {
        add(whole, into);
      }
    }
  }

  private static void add(String proof, Set<String> into) {
    if (into.size() < MOST_PROOFS) {
      into.add(proof);
    }
  }
}
