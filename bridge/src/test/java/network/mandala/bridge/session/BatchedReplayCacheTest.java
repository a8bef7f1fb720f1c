package network.mandala.bridge.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import network.mandala.ledger.database.LedgerUnavailable;
import org.junit.jupiter.api.Test;

class BatchedReplayCacheTest {
  private static final Instant UNTIL = Instant.parse("2030-01-01T00:00:00Z");

  /** Both writers are held, so that all others gather. */
  @Test
  void thoseWhoComeMeanwhileAreRememberedTogetherAndEachHearsItsOwnAnswer() throws Exception {
    var open = new CountDownLatch(1);
    var sizes = new ConcurrentLinkedQueue<Integer>();
    Set<ByteBuffer> known = ConcurrentHashMap.newKeySet();
    ReplayBatches store =
        requests -> {
          awaitOpen(open);
          return requests.stream().map(one -> known.add(ByteBuffer.wrap(one.name()))).toList();
        };
    try (var cache = BatchedReplayCache.start(store, sizes::add);
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      var answers = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < 200; i++) {
        // Each name comes twice.
        var name = ByteBuffer.allocate(32).putInt(i / 2).array();
        answers.add(callers.submit(() -> cache.isFirst(name, UNTIL)));
      }
      open.countDown();

      int first = 0;
      for (var answer : answers) {
        first += answer.get() ? 1 : 0;
      }
      assertThat(first).isEqualTo(100);
      assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(200);
      assertThat(sizes).allSatisfy(size -> assertThat(size).isBetween(1, 256));
    }
  }

  @Test
  void afterAFailureThereIsANextBatch() {
    var failures = new ConcurrentLinkedQueue<RuntimeException>();
    failures.add(LedgerUnavailable.overloaded(null));
    failures.add(new IllegalStateException("as the test wants it"));
    ReplayBatches store =
        requests -> {
          var failure = failures.poll();
          if (failure != null) {
            throw failure;
          }
          return java.util.Collections.nCopies(requests.size(), true);
        };
    try (var cache = BatchedReplayCache.start(store, size -> {})) {
      assertThatThrownBy(() -> cache.isFirst(new byte[32], UNTIL))
          .isInstanceOf(LedgerUnavailable.class);
      assertThatThrownBy(() -> cache.isFirst(new byte[32], UNTIL))
          .isInstanceOf(IllegalStateException.class);
      assertThat(cache.isFirst(new byte[32], UNTIL)).isTrue();
    }
  }

  private static void awaitOpen(CountDownLatch open) {
    try {
      open.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
