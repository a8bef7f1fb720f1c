package network.mandala.ledger.debit;

import static network.mandala.ledger.Fixtures.FIVE_MINUTES;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.msat;
import static network.mandala.ledger.Fixtures.registered;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.testing.Crash;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random usage with gaps, prices that change, batches that repeat, overlap, come late and in any
 * order, from two processes that crash: what is charged is usage times price, to the millisatoshi.
 */
class DebitPropertyTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final int WINDOWS = 10;
  private static final List<MeterItem> ITEMS =
      List.of(
          MeterItem.of(Meter.CPU),
          MeterItem.of(Meter.MEMORY),
          MeterItem.of(Meter.NETWORK),
          MeterItem.of(Meter.GPU, "nvidia.com/gpu"),
          MeterItem.of(Meter.TOKENS_OUT, "model"));

  private final AtomicInteger examples = new AtomicInteger();

  @Test
  void whatIsChargedIsUsageTimesPrice() {
    var ledger = mysql.ledger();
    var crash = Crash.in(ledger.database(), mysql.settings());
    qt().withExamples(25)
        .withShrinkCycles(0)
        .forAll(longs().all())
        .checkAssert(seed -> run(ledger, crash, new Random(seed)));
    assertThat(ledger.audit().run().findings()).isEmpty();
  }

  private void run(Ledger ledger, Crash crash, Random random) {
    var start = NOON.plus(Duration.ofDays(10L * examples.incrementAndGet()));
    var prices = prices(ledger, start, random);
    var usage = usage(ledger, start, random);
    deliver(ledger, crash, usage, random);
    deliver(ledger, crash, usage, random);
    deliverWithoutCrash(ledger, crash, usage);
    check(ledger, usage, prices);
  }

  /** One to three lists, the later ones somewhere inside the time of the example. */
  private static List<PriceList> prices(Ledger ledger, Instant start, Random random) {
    var from = start;
    for (int i = 0; i <= random.nextInt(3); i++) {
      var list = new HashMap<MeterItem, Millisatoshis>();
      for (var item : ITEMS) {
        if (random.nextInt(6) > 0) {
          list.put(item, msat(random.nextInt(4) == 0 ? 0 : random.nextLong(60_000_000)));
        }
      }
      list.put(ITEMS.getFirst(), msat(random.nextLong(60_000_000)));
      ledger.prices().publish(list, from, "property");
      from = from.plusSeconds(random.nextInt(3000));
    }
    return ledger.prices().history().reversed();
  }

  private static List<DebitWindow> usage(Ledger ledger, Instant start, Random random) {
    var usage = new ArrayList<DebitWindow>();
    for (int p = 0; p < 3; p++) {
      var project = registered(ledger, "property");
      for (int n = 0; n < WINDOWS; n++) {
        var readings = new ArrayList<Reading>();
        for (var item : ITEMS) {
          if (random.nextInt(4) > 0) {
            readings.add(Reading.of(item, quantity(random)));
          }
        }
        usage.add(
            new DebitWindow(
                project,
                new Window(start.plus(FIVE_MINUTES.multipliedBy(n)), FIVE_MINUTES),
                readings));
      }
    }
    return usage;
  }

  private static long quantity(Random random) {
    return switch (random.nextInt(5)) {
      case 0 -> 0;
      case 1 -> random.nextInt(10);
      case 2 -> random.nextLong(1L << 38);
      default -> random.nextLong(10_000_000_000L);
    };
  }

  /** Batches of any size in any order, some twice, some with a part of a window's readings. */
  private static void deliver(Ledger ledger, Crash crash, List<DebitWindow> usage, Random random) {
    var debits = ledger.debits(NODE_KEY);
    for (int i = 0; i < 6; i++) {
      var batch = new ArrayList<DebitWindow>();
      for (var debit : usage) {
        if (random.nextInt(3) == 0) {
          batch.add(part(debit, random));
        }
      }
      Collections.shuffle(batch, random);
      if (random.nextInt(3) > 0) {
        crash.at(1 + random.nextInt(16), Crash.How.values()[random.nextInt(3)]);
      }
      try {
        debits.charge(batch);
      } catch (Crash.Injected | LedgerUnavailable e) {
        assertThat(crash.disarm()).as("crashed because it should").isTrue();
      }
      crash.disarm();
    }
  }

  private static DebitWindow part(DebitWindow debit, Random random) {
    if (random.nextInt(3) > 0 || debit.readings().isEmpty()) {
      return debit;
    }
    var readings = new ArrayList<>(debit.readings());
    Collections.shuffle(readings, random);
    return new DebitWindow(
        debit.projectId(),
        debit.window(),
        readings.subList(0, 1 + random.nextInt(readings.size())));
  }

  /** In the end two processes bring everything, at the same time. */
  private static void deliverWithoutCrash(Ledger ledger, Crash crash, List<DebitWindow> usage) {
    crash.disarm();
    try (var processes = Executors.newFixedThreadPool(2)) {
      var backwards = usage.reversed();
      for (Future<?> done :
          List.of(
              processes.submit(() -> ledger.debits(NODE_KEY).charge(usage)),
              processes.submit(() -> ledger.debits(NODE_KEY).charge(backwards)))) {
        done.get();
      }
    } catch (Exception e) {
      throw new AssertionError("charging failed without a crash", e);
    }
  }

  private static void check(Ledger ledger, List<DebitWindow> usage, List<PriceList> newestFirst) {
    for (var project : usage.stream().map(DebitWindow::projectId).distinct().toList()) {
      var own = usage.stream().filter(debit -> debit.projectId().equals(project)).toList();
      var expected = BigInteger.ZERO;
      for (var item : ITEMS) {
        expected = expected.add(exactMillisatoshis(own, item, newestFirst));
      }
      var receipts = ledger.receipts().of(project, 1, 10_000);
      var verification = ReceiptChain.verify(receipts, NODE_KEY.publicKey());
      assertThat(verification.problems()).isEmpty();
      assertThat(BigInteger.valueOf(verification.charged().value())).isEqualTo(expected);
      assertThat(receipts.stream().mapToLong(receipt -> receipt.body().lines().size()).sum())
          .isEqualTo(own.stream().mapToLong(debit -> debit.readings().size()).sum());
      assertThat(BigInteger.valueOf(-ledger.accounts().balance(project).value()))
          .isEqualTo(expected.divide(BigInteger.valueOf(1000)));
    }
  }

  /** The sum of usage times price, divided once: what all the carrying has to come to. */
  private static BigInteger exactMillisatoshis(
      List<DebitWindow> usage, MeterItem item, List<PriceList> newestFirst) {
    var numerator = BigInteger.ZERO;
    for (var debit : usage) {
      var price = priceAt(debit.window().start(), item, newestFirst);
      for (var reading : debit.readings()) {
        if (reading.item().equals(item)) {
          numerator = numerator.add(BigInteger.valueOf(reading.quantity()).multiply(price));
        }
      }
    }
    return numerator.divide(BigInteger.valueOf(item.meter().divisor()));
  }

  private static BigInteger priceAt(Instant time, MeterItem item, List<PriceList> newestFirst) {
    return newestFirst.stream()
        .filter(list -> !list.effectiveFrom().isAfter(time))
        .findFirst()
        .map(PriceList::prices)
        .map(prices -> prices.get(item))
        .map(price -> BigInteger.valueOf(price.value()))
        .orElse(BigInteger.ZERO);
  }
}
