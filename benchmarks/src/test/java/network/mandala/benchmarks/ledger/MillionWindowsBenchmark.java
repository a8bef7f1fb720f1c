package network.mandala.benchmarks.ledger;

import java.math.BigInteger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import org.junit.jupiter.api.Test;

/**
 * A million windows, each brought twice by two billing processes at the same time: each is charged
 * once, to the millisatoshi. It takes minutes, so it is no test of every build; {@code
 * benchmarks/ledger.sh million} runs it, and it fails when a single window is wrong.
 */
class MillionWindowsBenchmark {
  private static final int PROJECTS = 2000;
  private static final int ROUNDS = 500;
  private static final int BATCH = 1000;

  @Test
  void eachIsChargedOnce() throws Exception {
    long started = System.nanoTime();
    try (var mysql = MySqlServer.durable();
        var first = mysql.ledger();
        var second = Ledger.on(LedgerDatabase.open(mysql.settings()), Clock.systemUTC());
        var processes = Executors.newFixedThreadPool(2)) {
      var load = Load.of(first, PROJECTS);
      var expected = BigInteger.ZERO;
      for (int n = 0; n < ROUNDS; n++) {
        for (var debit : load.round(n, List.of(Meter.CPU))) {
          expected = expected.add(BigInteger.valueOf(debit.readings().getFirst().quantity()));
        }
      }
      var charged =
          processes.invokeAll(List.of(process(first, load, 0), process(second, load, BATCH / 2)));
      long receipts = charged.get(0).get() + charged.get(1).get();
      var findings = first.audit().run().findings();
      var rows = first.report().rows(Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"));
      var quantity =
          rows.stream().map(row -> row.quantity()).reduce(BigInteger.ZERO, BigInteger::add);
      System.out.printf(
          Locale.ROOT,
          "%d windows brought twice: %d receipts, %s of %s core-microseconds charged, %d findings"
              + " of the audit, %.0f s%n",
          PROJECTS * ROUNDS,
          receipts,
          quantity,
          expected,
          findings.size(),
          (System.nanoTime() - started) / 1e9);
      if (receipts != (long) PROJECTS * ROUNDS
          || !quantity.equals(expected)
          || !findings.isEmpty()) {
        throw new AssertionError("not every window was charged exactly once: " + findings);
      }
    }
  }

  /** Batches that overlap those of the other process by half. */
  private static Callable<Long> process(Ledger ledger, Load load, int shift) {
    return () -> {
      var debits = ledger.debits(Load.NODE_KEY);
      long receipts = 0;
      for (int n = 0; n < ROUNDS; n++) {
        var round = load.round(n, List.of(Meter.CPU));
        for (int from = -shift; from < PROJECTS; from += BATCH) {
          var batch =
              new ArrayList<DebitWindow>(
                  round.subList(Math.max(0, from), Math.min(from + BATCH, PROJECTS)));
          receipts += debits.charge(batch).size();
        }
      }
      return receipts;
    };
  }
}
