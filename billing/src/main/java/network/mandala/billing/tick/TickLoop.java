package network.mandala.billing.tick;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ticks until it is closed. What goes wrong is told, and tried again the next time. */
public final class TickLoop implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(TickLoop.class);
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Tick tick;
  private final JdbiTurn turn;
  private final BillingMetrics metrics;
  private final Clock clock;
  private final Duration interval;
  private final Duration patience;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;
  private volatile Instant lastRound;
  private volatile Instant lastWork;
  private String lastTrouble = "";

  /**
   * @param patience after how long without work one goes on without the turn: whoever has it may
   *     have died in a way that the database has not noticed
   */
  public TickLoop(
      Tick tick,
      JdbiTurn turn,
      BillingMetrics metrics,
      Clock clock,
      Duration interval,
      Duration patience) {
    this.tick = tick;
    this.turn = turn;
    this.metrics = metrics;
    this.clock = clock;
    this.interval = interval;
    this.patience = patience;
    lastRound = clock.instant();
    lastWork = clock.instant();
    thread = Thread.ofPlatform().name("tick").unstarted(this::run);
  }

  public void start() {
    thread.start();
  }

  /** When the last round ended, whatever became of it. */
  public Instant lastRound() {
    return lastRound;
  }

  private void run() {
    boolean again = false;
    while (!isClosed(again ? Duration.ZERO : interval)) {
      long start = System.nanoTime();
      String result;
      try {
        var outcome = round();
        again = outcome == Result.BEHIND;
        result = outcome.word;
      } catch (LedgerUnavailable e) {
        again = false;
        result = "ledger";
        tell("The ledger is not there: " + e.getMessage());
      } catch (RuntimeException e) {
        // The edge of the loop: whatever it was, the next round begins anew.
        again = false;
        result = "failed";
        log.error("A tick failed", e);
      }
      metrics.ticked(result, Duration.ofNanos(System.nanoTime() - start));
      lastRound = clock.instant();
    }
  }

  private enum Result {
    DONE("done"),
    BEHIND("done"),
    PROMETHEUS("prometheus"),
    NOT_OUR_TURN("not_our_turn");

    private final String word;

    Result(String word) {
      this.word = word;
    }
  }

  private Result round() {
    var mine = turn.take();
    try {
      if (mine.isEmpty()
          && Duration.between(lastWork, clock.instant()).abs().compareTo(patience) < 0) {
        return Result.NOT_OUR_TURN;
      }
      var outcome = tick.run();
      lastWork = clock.instant();
      if (!outcome.faults().isEmpty()) {
        tell("Prometheus: " + outcome.faults().getFirst().getMessage());
        return Result.PROMETHEUS;
      }
      tell("");
      return outcome.behind() ? Result.BEHIND : Result.DONE;
    } finally {
      mine.ifPresent(JdbiTurn.Turn::close);
    }
  }

  /** Trouble is told when it begins, changes and ends, not in each round. */
  private void tell(String trouble) {
    if (trouble.equals(lastTrouble)) {
      return;
    }
    if (trouble.isEmpty()) {
      log.info("Well again; before: {}", lastTrouble);
    } else {
      log.warn("{}", trouble);
    }
    lastTrouble = trouble;
  }

  private boolean isClosed(Duration after) {
    try {
      return closed.await(after.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** Lets the round that is under way end, for at most 20 seconds. */
  @Override
  public void close() {
    closed.countDown();
    try {
      if (thread.isAlive() && !thread.join(STOP)) {
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
