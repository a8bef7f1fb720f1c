package network.mandala.benchmarks.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import org.junit.jupiter.api.Test;

/** Prints; asserts nothing. {@code benchmarks/ledger.sh} runs it. */
class LedgerBenchmark {
  private static final List<Meter> FOUR =
      List.of(Meter.CPU, Meter.MEMORY, Meter.DISK, Meter.NETWORK);
  private static final int PROJECTS = 1000;
  private static final int WARM_UP_ROUNDS = 5;
  private static final int ROUNDS = 20;
  private static final int READS = 20_000;

  @Test
  void debitsAndBalances() {
    try (var mysql = MySqlServer.durable()) {
      var load = Load.of(mysql.ledger(), PROJECTS);
      int next = 0;
      charge(load, next, WARM_UP_ROUNDS, 500);
      next += WARM_UP_ROUNDS;
      for (int size : new int[] {100, 500, 1000}) {
        long nanos = charge(load, next, ROUNDS, size);
        next += ROUNDS;
        System.out.printf(
            Locale.ROOT,
            "debit windows of 4 readings, in batches of %4d: %6.0f per second%n",
            size,
            ROUNDS * PROJECTS * 1e9 / nanos);
      }
      balances(load);
    }
  }

  private static long charge(Load load, int first, int rounds, int size) {
    var debits = load.ledger().debits(Load.NODE_KEY);
    var batches = new ArrayList<List<DebitWindow>>();
    for (int n = first; n < first + rounds; n++) {
      var round = load.round(n, FOUR);
      for (int from = 0; from < round.size(); from += size) {
        batches.add(round.subList(from, Math.min(from + size, round.size())));
      }
    }
    long start = System.nanoTime();
    for (var batch : batches) {
      if (debits.charge(batch).size() != batch.size()) {
        throw new IllegalStateException("a window was not charged");
      }
    }
    return System.nanoTime() - start;
  }

  private static void balances(Load load) {
    var accounts = load.ledger().accounts();
    var random = new SplittableRandom(1);
    var nanos = new long[READS];
    for (int i = -1000; i < READS; i++) {
      var project = load.projects().get(random.nextInt(PROJECTS));
      long start = System.nanoTime();
      accounts.balance(project);
      if (i >= 0) {
        nanos[i] = System.nanoTime() - start;
      }
    }
    Arrays.sort(nanos);
    System.out.printf(
        Locale.ROOT,
        "balance read: median %.3f ms, 99 of 100 within %.3f ms, slowest of %d %.3f ms%n",
        nanos[READS / 2] / 1e6,
        nanos[READS / 100 * 99] / 1e6,
        READS,
        nanos[READS - 1] / 1e6);
  }
}
