package network.mandala.billing.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.MissingTotals;
import network.mandala.ledger.debit.MissingWindow;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Projects;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Meter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Ticks beside each other, some of which die between two statements, on the real ledger. */
class TicksOnMySqlTest {

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static final PrivateKey KEY = PrivateKey.parse("01".repeat(32));
  private static final int MINUTES = 60;

  @Test
  void chargeEachWindowOnce() throws Exception {
    var ledger = mysql.ledger();
    var world = new World();
    world.project("a");
    world.project("b");
    for (var project : world.known().open()) {
      ledger.projects().register(project);
    }
    ledger.prices().publish(world.config.prices(), Instant.EPOCH, "test");
    world.pass(Duration.ofMinutes(10));
    process(world, ledger, ledger.debits(KEY)).run();
    world.pod("a", "p", 0.5, 1 << 30);
    world.pod("b", "p", 2, 1 << 20);

    var random = new Random(7);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int minute = 0; minute < MINUTES; minute++) {
        world.pass(Duration.ofMinutes(1));
        int deadline = random.nextInt(8);
        var dying = process(world, ledger, new Dying(ledger.debits(KEY), deadline));
        var one = process(world, ledger, ledger.debits(KEY));
        var other = process(world, ledger, ledger.debits(KEY));
        threads.invokeAll(
            List.<Callable<Boolean>>of(() -> runs(dying), () -> runs(one), () -> runs(other)));
      }
    }

    long windows = MINUTES / 5 - 1;
    assertThat(quantity(ledger, "a", Meter.CPU)).isEqualTo(windows * 150_000_000);
    assertThat(quantity(ledger, "b", Meter.CPU)).isEqualTo(windows * 600_000_000);
    assertThat(quantity(ledger, "a", Meter.MEMORY)).isEqualTo((windows * 300 - 15) << 30);
    // 0.5 and 2 core-hours at 12000 satoshis, a GiB and a MiB at 6000, a GiB of disk at 120,
    // 1.5 KB/s of network at 200 for a GiB; rounded down in the end, once.
    assertThat(ledger.accounts().balance("a")).isEqualTo(Satoshis.of(-expected(windows, 0.5, 1)));
    assertThat(ledger.accounts().balance("b"))
        .isEqualTo(Satoshis.of(-expected(windows, 2, 1.0 / 1024)));
    for (var project : List.of("a", "b")) {
      assertThat(ReceiptChain.verify(ledger.receipts().of(project, 1, 1000), KEY.publicKey()).ok())
          .isTrue();
    }
    assertThat(ledger.audit().run().ok()).isTrue();
  }

  private static long expected(long windows, double cores, double gibibytes) {
    double hours = windows * 300 / 3600.0;
    double seen = (windows * 300 - 15) / 3600.0;
    return (long)
        Math.floor(
            hours * cores * 12_000
                + seen * gibibytes * 6_000
                + seen * 120
                + windows * 300 * 1500.0 / (1 << 30) * 200);
  }

  private static boolean runs(Tick tick) {
    try {
      tick.run();
      return true;
    } catch (InMemoryDebits.Killed e) {
      return false;
    }
  }

  private static long quantity(Ledger ledger, String projectId, Meter meter) {
    return ledger.receipts().of(projectId, 1, 1000).stream()
        .flatMap(receipt -> receipt.body().lines().stream())
        .filter(line -> line.item().meter() == meter)
        .mapToLong(line -> line.quantity())
        .sum();
  }

  private static Tick process(World world, Ledger ledger, Debits debits) {
    Projects projects = ledger.projects();
    return new Tick(
        world.prometheus,
        projects,
        debits,
        world.config,
        new BillingMetrics(new SimpleMeterRegistry()),
        world.clock);
  }

  /** Ends with the statement after so many. */
  private static final class Dying implements Debits {

    private final Debits debits;
    private int left;

    Dying(Debits debits, int left) {
      this.debits = debits;
      this.left = left;
    }

    private Debits next() {
      if (left-- <= 0) {
        throw new InMemoryDebits.Killed();
      }
      return debits;
    }

    @Override
    public List<Receipt> charge(List<DebitWindow> batch) {
      var receipts = next().charge(batch);
      next();
      return receipts;
    }

    @Override
    public void missing(Collection<MissingWindow> windows) {
      next().missing(windows);
    }

    @Override
    public List<MissingWindow> openMissing(int limit) {
      return next().openMissing(limit);
    }

    @Override
    public void filled(Collection<MissingWindow> windows) {
      next().filled(windows);
    }

    @Override
    public int writeOff(Instant olderThan, String reason) {
      return next().writeOff(olderThan, reason);
    }

    @Override
    public Map<Meter, MissingTotals> missingTotals() {
      return next().missingTotals();
    }

    @Override
    public Optional<Instant> cursor(Meter meter) {
      return next().cursor(meter);
    }

    @Override
    public void advance(Meter meter, Instant to) {
      next().advance(meter, to);
    }
  }
}
