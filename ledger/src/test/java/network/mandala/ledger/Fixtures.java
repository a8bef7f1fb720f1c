package network.mandala.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import network.mandala.crds.project.Network;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/** What tests of the ledger need again and again. */
public final class Fixtures {
  /** Nobody's: the number one hundred and one, in 64 digits. */
  public static final PrivateKey NODE_KEY = PrivateKey.parse("%064x".formatted(101));

  public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  public static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  public static final MeterItem CPU = MeterItem.of(Meter.CPU);
  public static final MeterItem MEMORY = MeterItem.of(Meter.MEMORY);
  public static final MeterItem NETWORK = MeterItem.of(Meter.NETWORK);

  /** The older node's. */
  public static final Map<MeterItem, Millisatoshis> PRICES =
      Map.of(
          CPU,
          msat(12_000_000),
          MEMORY,
          msat(6_000_000),
          MeterItem.of(Meter.DISK),
          msat(120_000),
          NETWORK,
          msat(200_000),
          MeterItem.of(Meter.GPU),
          msat(60_000_000),
          MeterItem.of(Meter.TEE),
          msat(36_000_000));

  private Fixtures() {}

  public static Satoshis sat(long value) {
    return Satoshis.of(value);
  }

  public static Millisatoshis msat(long value) {
    return Millisatoshis.of(value);
  }

  /** The n-th window of five minutes after noon. */
  public static Window window(int n) {
    return new Window(NOON.plus(FIVE_MINUTES.multipliedBy(n)), FIVE_MINUTES);
  }

  public static LedgerProject project(String name) {
    return new LedgerProject(
        UUID.randomUUID().toString().replace("-", ""),
        name,
        "mandala-project-" + name,
        "Project " + name,
        Network.TEST,
        List.of(sat(1000), sat(0), sat(-5000)),
        Contacts.NONE);
  }

  /** A new project that is registered; its id. */
  public static String registered(Ledger ledger, String name) {
    var project = project(name);
    ledger.projects().register(project);
    return project.projectId();
  }
}
