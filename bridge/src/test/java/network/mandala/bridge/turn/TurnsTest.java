package network.mandala.bridge.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.ledger.database.LedgerUnavailable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class TurnsTest {
  private static final Duration PAUSE = Duration.ofMillis(1);
  private static final Duration NEVER = Duration.ofDays(1);

  @Test
  void whatFailsIsDoneInTheNextTurnAndKeepsNoOtherFromBeingDone() throws InterruptedException {
    var attempts = new AtomicInteger();
    var others = new CountDownLatch(3);

    try (var turns = new Turns()) {
      turns.every(
          PAUSE,
          "test",
          () -> {
            switch (attempts.incrementAndGet()) {
              case 1 -> throw LedgerUnavailable.overloaded(null);
              case 2 -> throw new IllegalStateException("for the test");
              default -> {
                return false;
              }
            }
          },
          Chore.of(others::countDown));

      assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(attempts.get()).isGreaterThanOrEqualTo(3);
  }

  @Test
  void oneThatLeavesMoreIsDoneAgainBeforeTheNext() throws InterruptedException {
    var some = new AtomicInteger();
    var seen = new AtomicInteger();
    var done = new CountDownLatch(1);

    try (var turns = new Turns()) {
      turns.every(
          PAUSE,
          "test",
          () -> some.incrementAndGet() % 5 != 0,
          Chore.of(
              () -> {
                seen.set(some.get());
                done.countDown();
              }));

      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(seen.get() % 5).isZero();
  }

  @Test
  void theEndWaitsForWhatHasBegun() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var go = new CountDownLatch(1);
    var ended = new AtomicInteger();
    var turns = new Turns();
    turns
        .every(
            PAUSE,
            "test",
            Chore.of(
                () -> {
                  begun.countDown();
                  await(go);
                  ended.incrementAndGet();
                }))
        .every(NEVER, "never", Chore.of(() -> ended.addAndGet(100)));
    assertThat(begun.await(30, TimeUnit.SECONDS)).isTrue();

    var closing = Thread.ofPlatform().start(turns::close);
    Awaitility.await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
    assertThat(ended).hasValue(0);
    go.countDown();
    closing.join();

    assertThat(ended).hasValue(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
