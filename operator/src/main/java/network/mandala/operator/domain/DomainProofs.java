package network.mandala.operator.domain;

import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers what name servers say about domains. They are asked in threads of its own, so many at a
 * time, and each domain once at a time. Safe to use from many threads.
 */
public final class DomainProofs implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(DomainProofs.class);
  private static final int AT_A_TIME = 16;
  private static final int MOST_REMEMBERED = 50_000;
  private static final int MOST_PROOFS = 50;

  private final TxtLookup lookup;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("dns-", 0).factory());
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  /** Guarded by itself; who was not asked about for longest is forgotten first. */
  private final Map<String, Checked> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Checked> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private volatile Consumer<String> listener = domain -> {};

  public DomainProofs(TxtLookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /** Called with each domain about which something was heard, in a thread of this. */
  public void onAnswer(Consumer<String> changed) {
    listener = changed;
  }

  /** What is known, without waiting. */
  public Optional<Checked> find(String domain) {
    synchronized (known) {
      return Optional.ofNullable(known.get(domain));
    }
  }

  /** Lets the name servers be asked, unless they are being asked. */
  public void ask(String domain) {
    if (!underway.add(domain)) {
      return;
    }
    try {
      threads.execute(() -> check(domain));
    } catch (RejectedExecutionException closed) {
      underway.remove(domain);
    }
  }

  private void check(String domain) {
    try {
      remember(domain);
    } catch (RuntimeException e) {
      log.error("Looking for the proof of a domain failed", e);
    } finally {
      underway.remove(domain);
    }
    listener.accept(domain);
  }

  private void remember(String domain) {
    var proofs = new HashSet<String>();
    var trouble = "";
    for (var name : DomainProof.recordNames(domain)) {
      switch (lookup.txt(name)) {
        case TxtAnswer.Records records -> collect(records, proofs);
        case TxtAnswer.None none -> {}
        case TxtAnswer.Unanswered unanswered -> trouble = unanswered.why();
      }
    }
    var found = new Checked(proofs, trouble, clock.instant(), 1);
    synchronized (known) {
      known.merge(domain, found, DomainProofs::count);
    }
  }

  private static Checked count(Checked before, Checked now) {
    boolean same = before.proofs().equals(now.proofs());
    return new Checked(
        now.proofs(), now.trouble(), now.at(), same ? Math.min(before.times() + 1, 1000) : 1);
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

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
