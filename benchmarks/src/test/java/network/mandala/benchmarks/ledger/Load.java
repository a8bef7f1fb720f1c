package network.mandala.benchmarks.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import network.mandala.crds.project.Network;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;

/** Projects with money, and usage of theirs. */
record Load(Ledger ledger, List<String> projects) {
  static final PrivateKey NODE_KEY = PrivateKey.parse("%064x".formatted(101));
  private static final Duration LENGTH = Duration.ofMinutes(5);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<MeterItem, Millisatoshis> PRICES =
      Map.of(
          MeterItem.of(Meter.CPU), Millisatoshis.of(12_000_000),
          MeterItem.of(Meter.MEMORY), Millisatoshis.of(6_000_000),
          MeterItem.of(Meter.DISK), Millisatoshis.of(120_000),
          MeterItem.of(Meter.NETWORK), Millisatoshis.of(200_000));

  /** Registered projects that each have a million satoshis. */
  static Load of(Ledger ledger, int count) {
    ledger.prices().publish(PRICES, Instant.EPOCH, "benchmark");
    var projects = new ArrayList<String>();
    for (int i = 0; i < count; i++) {
      var id = "%032x".formatted(i + 1);
      ledger
          .projects()
          .register(
              new LedgerProject(
                  id,
                  "p" + i,
                  "mandala-project-p" + i,
                  "P",
                  Network.TEST,
                  List.of(),
                  Contacts.NONE));
      ledger.journal().credit(id, Satoshis.of(1_000_000), "top-up:" + id, "benchmark", "benchmark");
      projects.add(id);
    }
    return new Load(ledger, projects);
  }

  /** The n-th window of every project: processor, memory, disk and network. */
  List<DebitWindow> round(int n, List<Meter> meters) {
    var window = new Window(START.plus(LENGTH.multipliedBy(n)), LENGTH);
    var random = new SplittableRandom(n);
    var round = new ArrayList<DebitWindow>(projects.size());
    for (var project : projects) {
      var readings =
          meters.stream()
              .map(meter -> Reading.of(MeterItem.of(meter), random.nextLong(meter.divisor() / 10)))
              .toList();
      round.add(new DebitWindow(project, window, readings));
    }
    return round;
  }
}
