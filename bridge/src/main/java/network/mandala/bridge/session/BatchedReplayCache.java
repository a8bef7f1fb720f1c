package network.mandala.bridge.session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntConsumer;
import network.mandala.ledger.database.LedgerUnavailable;

/**
 * Remembers requests that come at the same time together: a commit waits for the disk, and one is
 * enough for all of them. Nobody waits for others to come: while a batch is written, the next one
 * gathers.
 */
public final class BatchedReplayCache implements ReplayCache, AutoCloseable {
  private static final int WRITERS = 2;
  private static final int MOST_TOGETHER = 256;
  private static final int MOST_WAITING = 20_000;
  private static final Duration LONGEST = Duration.ofSeconds(15);

  private final ReplayBatches batches;
  private final IntConsumer sizes;
  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(MOST_WAITING);
  private final List<Thread> writers = new ArrayList<>();

  private record Waiting(ReplayBatches.Request request, CompletableFuture<Boolean> first) {}

  private BatchedReplayCache(ReplayBatches batches, IntConsumer sizes) {
    this.batches = batches;
    this.sizes = sizes;
  }

  /**
   * Begins to write.
   *
   * @param sizes is told how many were remembered together
   */
  public static BatchedReplayCache start(ReplayBatches batches, IntConsumer sizes) {
    var cache = new BatchedReplayCache(batches, sizes);
    for (int i = 0; i < WRITERS; i++) {
      cache.writers.add(Thread.ofPlatform().name("replays-" + i).daemon().start(cache::write));
    }
    return cache;
  }

  @Override
  public boolean isFirst(byte[] request, Instant until) {
    var waiting = new Waiting(new ReplayBatches.Request(request, until), new CompletableFuture<>());
    if (!queue.offer(waiting)) {
      throw LedgerUnavailable.overloaded(null);
    }
    try {
      return waiting.first().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw LedgerUnavailable.overloaded(e);
    } catch (TimeoutException e) {
      throw LedgerUnavailable.overloaded(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LedgerUnavailable unavailable) {
        throw unavailable;
      }
      throw new IllegalStateException("a request could not be remembered", e.getCause());
    }
  }

  private void write() {
    var together = new ArrayList<Waiting>();
    try {
      while (!Thread.currentThread().isInterrupted()) {
        together.clear();
        together.add(queue.take());
        queue.drainTo(together, MOST_TOGETHER - 1);
        write(together);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The edge of the loop: whatever happens, those who wait hear of it, and there is a next one. */
  private void write(List<Waiting> together) {
    sizes.accept(together.size());
    try {
      var first = batches.areFirst(together.stream().map(Waiting::request).toList());
      for (int i = 0; i < together.size(); i++) {
        together.get(i).first().complete(first.get(i));
      }
    } catch (RuntimeException e) {
      together.forEach(one -> one.first().completeExceptionally(e));
    }
  }

  @Override
  public void close() {
    writers.forEach(Thread::interrupt);
  }
}
