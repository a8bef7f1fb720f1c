package network.mandala.billing.tick;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.debit.Debits;
import network.mandala.ledger.debit.MissingTotals;
import network.mandala.ledger.debit.MissingWindow;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;

/** Charges each (project, item, window) once, in memory; can be told to break after some calls. */
final class InMemoryDebits implements Debits {

  record Charged(String projectId, MeterItem item, Window window) {}

  /** The process has died. */
  static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  final Map<Charged, Long> charged = new HashMap<>();
  private final Map<Meter, Instant> cursors = new EnumMap<>(Meter.class);
  private final Map<MissingWindow, String> missing = new HashMap<>();
  private int callsToLive = Integer.MAX_VALUE;

  void dieAfter(int calls) {
    callsToLive = calls;
  }

  private void step() {
    if (callsToLive-- <= 0) {
      throw new Killed();
    }
  }

  /** What was charged to a project for an item, over all windows. */
  long sum(String projectId, MeterItem item) {
    return charged.entrySet().stream()
        .filter(
            entry ->
                entry.getKey().projectId().equals(projectId) && entry.getKey().item().equals(item))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  Map<String, Long> missingByState() {
    var states = new TreeMap<String, Long>();
    missing.values().forEach(state -> states.merge(state, 1L, Long::sum));
    return states;
  }

  @Override
  public List<Receipt> charge(List<DebitWindow> batch) {
    step();
    for (var window : batch) {
      for (var reading : window.readings()) {
        charged.putIfAbsent(
            new Charged(window.projectId(), reading.item(), window.window()), reading.quantity());
      }
    }
    step();
    return List.of();
  }

  @Override
  public void missing(Collection<MissingWindow> windows) {
    step();
    windows.forEach(window -> missing.putIfAbsent(window, "open"));
    step();
  }

  @Override
  public List<MissingWindow> openMissing(int limit) {
    return missing.entrySet().stream()
        .filter(entry -> entry.getValue().equals("open"))
        .map(Map.Entry::getKey)
        .sorted((one, other) -> one.window().compareTo(other.window()))
        .limit(limit)
        .toList();
  }

  @Override
  public void filled(Collection<MissingWindow> windows) {
    step();
    windows.forEach(window -> missing.put(window, "filled"));
  }

  @Override
  public int writeOff(Instant olderThan, String reason) {
    step();
    var old = new ArrayList<MissingWindow>();
    missing.forEach(
        (window, state) -> {
          if (state.equals("open") && window.window().end().isBefore(olderThan)) {
            old.add(window);
          }
        });
    old.forEach(window -> missing.put(window, "written off"));
    return old.size();
  }

  @Override
  public Map<Meter, MissingTotals> missingTotals() {
    return Map.of();
  }

  @Override
  public Optional<Instant> cursor(Meter meter) {
    return Optional.ofNullable(cursors.get(meter));
  }

  @Override
  public void advance(Meter meter, Instant to) {
    step();
    cursors.merge(meter, to, (one, other) -> one.isAfter(other) ? one : other);
    step();
  }
}
