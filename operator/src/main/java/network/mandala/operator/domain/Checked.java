package network.mandala.operator.domain;

import java.time.Instant;
import java.util.Set;

/**
 * What is known of a domain.
 *
 * @param proofs everything at its record names that looks like a proof, of whatever project
 * @param trouble why there may be more, in words; empty when the name servers have answered in full
 * @param at when they were asked
 * @param times how often in a row the same was found
 */
public record Checked(Set<String> proofs, String trouble, Instant at, int times) {

  public Checked {
    proofs = Set.copyOf(proofs);
  }

  /** Whether the name servers were sure. */
  public boolean isAnswered() {
    return trouble.isEmpty();
  }
}
