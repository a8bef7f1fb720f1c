package network.mandala.ledger;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.hold.InsufficientFunds;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ConcurrencyTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final int THREADS = 8;
  private static final int TURNS = 15;
  private static final int PROJECTS = 4;

  @Test
  void topUpsDebitsAndHoldsNeverLoseAnUpdate() throws Exception {
    var ledger = mysql.ledger();
    ledger.prices().publish(PRICES, Instant.EPOCH, "concurrency");
    var projects = new ArrayList<String>();
    for (int i = 0; i < PROJECTS; i++) {
      projects.add(registered(ledger, "busy"));
    }

    inThreads(thread -> work(ledger, projects, thread));

    for (var project : projects) {
      // each thread: top-ups of 1000, a hold of 100 that spends 40; each window once for all: 500
      long expected = (long) THREADS * TURNS * (1000 - 40) - TURNS * 500L;
      assertThat(ledger.accounts().balance(project)).isEqualTo(sat(expected));
      assertThat(ledger.receipts().of(project, 1, 1000)).hasSize(TURNS);
    }
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  @Test
  void holdsOfManyThreadsNeverExceedTheBalance() throws Exception {
    var ledger = mysql.ledger();
    var project = registered(ledger, "scarce");
    ledger.journal().credit(project, sat(10), "scarce:" + project, "paid", "tenant");

    var made =
        inThreads(
            thread -> {
              int held = 0;
              for (int turn = 0; turn < TURNS; turn++) {
                try {
                  ledger
                      .holds()
                      .reserve(project, sat(1), project + ":" + thread + ":" + turn, NOON);
                  held++;
                } catch (InsufficientFunds e) {
                  assertThat(e.missing()).isEqualTo(sat(1));
                }
              }
              return held;
            });

    assertThat(made).isEqualTo(10);
    assertThat(ledger.accounts().funds(project).held()).isEqualTo(sat(10));
    assertThat(ledger.accounts().balance(project)).isEqualTo(sat(0));
  }

  @Test
  void onePaymentThatManyReportIsCreditedOnce() throws Exception {
    var ledger = mysql.ledger();
    var project = registered(ledger, "popular");

    inThreads(
        thread -> {
          for (int turn = 0; turn < TURNS; turn++) {
            ledger.journal().credit(project, sat(5), project + ":" + turn, "paid", "tenant");
          }
          return 0;
        });

    assertThat(ledger.accounts().balance(project)).isEqualTo(sat(5L * TURNS));
  }

  private static int work(Ledger ledger, List<String> projects, int thread) {
    for (int turn = 0; turn < TURNS; turn++) {
      var batch = new ArrayList<DebitWindow>();
      for (var project : projects) {
        var key = project + ":" + thread + ":" + turn;
        ledger.journal().credit(project, sat(1000), "paid:" + key, "paid", "tenant");
        batch.add(new DebitWindow(project, window(turn), List.of(Reading.of(CPU, 150_000_000))));
        var hold = ledger.holds().reserve(project, sat(100), "job:" + key, NOON);
        ledger.holds().capture(hold.id(), sat(40), "done", "gateway");
      }
      Collections.rotate(batch, thread);
      ledger.debits(NODE_KEY).charge(batch);
    }
    return 0;
  }

  /** Runs it in all threads; the sum of what they return. */
  private static int inThreads(Work work) throws Exception {
    var calls = new ArrayList<Callable<Integer>>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      calls.add(() -> work.run(thread));
    }
    try (var threads = Executors.newFixedThreadPool(THREADS)) {
      int sum = 0;
      for (var result : threads.invokeAll(calls)) {
        sum += result.get();
      }
      return sum;
    }
  }

  private interface Work {
    int run(int thread) throws Exception;
  }
}
