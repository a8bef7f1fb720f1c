package network.mandala.operator.registry;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
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
 * Which digests tags of the node's own registry name. It is asked outside of the reconcilers, and
 * its answers are remembered for a moment: a tag may name another image at any time. No other
 * registry is asked: a tenant chooses the name, and the operator is inside the cluster's network.
 * Safe to use from many threads.
 */
public final class TagDigests implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TagDigests.class);
  private static final int AT_A_TIME = 8;
  private static final int MOST_REMEMBERED = 10_000;

  /** How long an answer is true. */
  private static final Duration FRESH = Duration.ofSeconds(30);

  /** Between two questions about the same tag. */
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Asks the registry. */
  @FunctionalInterface
  public interface Lookup {

    /** Empty when there is no such tag. */
    Optional<String> digest(String repository, String tag) throws IOException, InterruptedException;
  }

  private final Lookup lookup;
  private final Clock clock;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(AT_A_TIME, Thread.ofVirtual().name("tags-", 0).factory());
  private final Set<String> underway = ConcurrentHashMap.newKeySet();

  /** Guarded by itself; what was not asked about for longest is forgotten first. */
  private final Map<String, TagAnswer> known =
      new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, TagAnswer> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  private volatile Consumer<String> listener = reference -> {};

  public TagDigests(Lookup lookup, Clock clock) {
    this.lookup = lookup;
    this.clock = clock;
  }

  /** Called with each reference about which something was heard, in a thread of this. */
  public void onAnswer(Consumer<String> changed) {
    listener = changed;
  }

  /** What is known, without waiting; a digest only while it can be trusted. */
  public Optional<TagAnswer> find(String reference) {
    synchronized (known) {
      return Optional.ofNullable(known.get(reference))
          .filter(answer -> !answer.isFound() || answer.at().plus(FRESH).isAfter(clock.instant()));
    }
  }

  /** Lets the registry be asked, unless it is being asked or was a moment ago. */
  public void ask(String reference, String repository, String tag) {
    boolean early =
        find(reference)
            .filter(answer -> answer.at().plus(PAUSE).isAfter(clock.instant()))
            .isPresent();
    if (early || !underway.add(reference)) {
      return;
    }
    try {
      threads.execute(() -> check(reference, repository, tag));
    } catch (RejectedExecutionException closed) {
      underway.remove(reference);
    }
  }

  /** Its answer has been used: who asks next wants to know what is then. */
  public void forget(String reference) {
    synchronized (known) {
      known.remove(reference);
    }
  }

  private void check(String reference, String repository, String tag) {
    TagAnswer answer;
    try {
      var digest = lookup.digest(repository, tag).orElse("");
      answer = new TagAnswer(digest, "", clock.instant());
    } catch (IOException e) {
      log.warn("The registry cannot be asked for {}: {}", reference, e.toString());
      answer = new TagAnswer("", "the registry does not answer", clock.instant());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    } catch (RuntimeException e) {
      log.error("Asking the registry for {} failed", reference, e);
      answer = new TagAnswer("", "the registry cannot be asked", clock.instant());
    } finally {
      underway.remove(reference);
    }
    synchronized (known) {
      known.put(reference, answer);
    }
    listener.accept(reference);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
