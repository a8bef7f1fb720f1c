package network.mandala.operator.domain;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import network.mandala.domain.ProofSearch;
import network.mandala.domain.TxtLookup;
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

  private final ProofSearch proofs;
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
    this.proofs = new ProofSearch(lookup);
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
    var search = proofs.of(domain);
    var found = new Checked(search.proofs(), search.trouble(), clock.instant(), 1);
    synchronized (known) {
      known.merge(domain, found, DomainProofs::count);
    }
  }

  private static Checked count(Checked before, Checked now) {
    boolean same = before.proofs().equals(now.proofs());
    return new Checked(
        now.proofs(), now.trouble(), now.at(), same ? Math.min(before.times() + 1, 1000) : 1);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
