package network.mandala.ledger.receipt;

import java.time.Instant;
import java.util.TreeMap;
import network.mandala.ledger.usage.Window;

/** The times for which an item was charged; those that touch are kept as one. */
final class ChargedTime {
  private final TreeMap<Instant, Instant> endByStart = new TreeMap<>();

  /** Adds a window, unless a part of it is in here already. */
  boolean add(Window window) {
    var start = window.start();
    var end = window.end();
    var before = endByStart.lowerEntry(end);
    if (before != null && before.getValue().isAfter(start)) {
      return false;
    }
    var after = endByStart.remove(end);
    if (after != null) {
      end = after;
    }
    if (before != null && before.getValue().equals(start)) {
      start = before.getKey();
    }
    endByStart.put(start, end);
    return true;
  }
}
