package network.mandala.ledger.debit;

import java.util.HashSet;
import java.util.List;
import network.mandala.ledger.usage.Reading;
import network.mandala.ledger.usage.Window;

/**
 * What a project used in a window.
 *
 * @param projectId whose
 * @param window when
 * @param readings of what, each item at most once; one that comes later is charged by a later call
 */
public record DebitWindow(String projectId, Window window, List<Reading> readings) {
  public DebitWindow {
    readings = List.copyOf(readings);
    var items = new HashSet<>();
    for (var reading : readings) {
      if (!items.add(reading.item())) {
        throw new IllegalArgumentException(
            "project " + projectId + " has two readings of " + reading.item() + " in " + window);
      }
    }
  }
}
