package network.mandala.billing.tick;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.billing.metering.Horizon;
import network.mandala.billing.metering.Usage;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.Unchargeable;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Collects readings by window and project, and charges them. For one thread. */
final class Charges {

  private static final Logger log = LoggerFactory.getLogger(Charges.class);
  private static final int BATCH = 1000;

  /** Whether what was only partly seen waits for the rest. */
  enum Unseen {
    WAITS,
    IS_GIVEN_UP
  }

  private record Sum(long quantity, int series, long samples, boolean unseen) {
    Sum plus(Usage usage, int window) {
      return new Sum(
          Math.addExact(quantity, usage.quantity(window)),
          series + usage.series(),
          samples + usage.samples(),
          unseen || usage.isUnseen(window));
    }
  }

  private final Directory directory;
  private final Map<Window, Map<String, List<Reading>>> readings = new TreeMap<>();
  private final Set<String> unknown = new HashSet<>();

  Charges(Directory directory) {
    this.directory = directory;
  }

  /** Adds what was read for a meter. */
  void add(Metering metering, Horizon horizon, List<Usage> usages, Unseen unseen) {
    for (int i = 0; i < horizon.count(); i++) {
      var sums = new HashMap<String, Map<String, Sum>>();
      for (var usage : usages) {
        var projectId = directory.find(usage.namespace());
        if (projectId.isEmpty()) {
          unknown.add(usage.namespace());
          continue;
        }
        int window = i;
        sums.computeIfAbsent(projectId.get(), id -> new TreeMap<>())
            .compute(
                usage.item(),
                (item, sum) -> (sum == null ? new Sum(0, 0, 0, false) : sum).plus(usage, window));
      }
      var byProject = readings.computeIfAbsent(horizon.window(i), window -> new TreeMap<>());
      sums.forEach(
          (projectId, items) ->
              items.forEach(
                  (item, sum) -> {
                    // What a counter counted while nobody looked comes with its next sample.
                    boolean waits = sum.unseen && unseen == Unseen.WAITS && metering.isGauge();
                    if (sum.quantity > 0 && !waits) {
                      byProject
                          .computeIfAbsent(projectId, id -> new ArrayList<>())
                          .add(reading(metering.meter(), item, sum));
                    }
                  }));
    }
  }

  private static Reading reading(Meter meter, String item, Sum sum) {
    return new Reading(
        MeterItem.of(meter, meter.hasItems() ? item : ""),
        sum.quantity,
        "{\"samples\":%d,\"series\":%d}".formatted(sum.samples, sum.series));
  }

  /** Namespaces that look like a project's, but are of none that is known. */
  int unknownNamespaces() {
    return unknown.size();
  }

  /**
   * Charges all of it, the oldest windows first. What was charged before, by whomever, is not
   * charged again.
   *
   * @return how many receipts there are now that were not there before
   */
  int charge(Debits debits, BillingMetrics metrics) {
    int receipts = 0;
    var batch = new ArrayList<DebitWindow>();
    for (var window : readings.entrySet()) {
      for (var project : window.getValue().entrySet()) {
        batch.add(new DebitWindow(project.getKey(), window.getKey(), project.getValue()));
        if (batch.size() == BATCH) {
          receipts += chargeBatch(batch, debits, metrics);
          batch.clear();
        }
      }
    }
    return receipts + chargeBatch(batch, debits, metrics);
  }

  private static int chargeBatch(List<DebitWindow> batch, Debits debits, BillingMetrics metrics) {
    var left = new ArrayList<>(batch);
    while (!left.isEmpty()) {
      try {
        int receipts = debits.charge(left).size();
        metrics.charged(receipts);
        return receipts;
      } catch (Unchargeable e) {
        log.error("Left out: {}", e.getMessage());
        metrics.uncharged();
        if (!left.remove(e.window())) {
          throw e;
        }
      }
    }
    return 0;
  }
}
