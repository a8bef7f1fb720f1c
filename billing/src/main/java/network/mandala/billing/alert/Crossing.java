package network.mandala.billing.alert;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.money.Satoshis;

/**
 * An entry of the journal by which the balance went past thresholds.
 *
 * @param balance after the entry
 * @param thresholds those that were crossed, highest first; at least one
 */
record Crossing(
    long entryId, Direction direction, Satoshis balance, List<Satoshis> thresholds, Instant at) {

  Crossing {
    thresholds = List.copyOf(thresholds);
  }

  /**
   * The crossings of one project.
   *
   * <p>A threshold is crossed downwards when the balance was at or above it and is below it now,
   * and upwards the other way round: staying on a side is no crossing. So each way is told once,
   * and no memory of what was told is needed. What a new project is welcomed with is no news.
   *
   * @param before the balance before the first movement
   * @param movements in the order of the journal
   */
  static List<Crossing> among(
      Satoshis before, List<Movement> movements, Collection<Satoshis> thresholds) {
    var crossings = new ArrayList<Crossing>();
    var old = before;
    for (var movement : movements) {
      var now = movement.balanceAfter();
      var direction = now.compareTo(old) < 0 ? Direction.FELL : Direction.ROSE;
      var crossed = between(min(old, now), max(old, now), thresholds);
      if (!crossed.isEmpty() && movement.kind() != EntryKind.WELCOME) {
        crossings.add(new Crossing(movement.entryId(), direction, now, crossed, movement.at()));
      }
      old = now;
    }
    return List.copyOf(crossings);
  }

  /** Those that the lower balance is below and the higher one is not. */
  private static List<Satoshis> between(
      Satoshis lower, Satoshis higher, Collection<Satoshis> thresholds) {
    return thresholds.stream()
        .distinct()
        .filter(threshold -> lower.compareTo(threshold) < 0 && higher.compareTo(threshold) >= 0)
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  private static Satoshis min(Satoshis one, Satoshis other) {
    return one.compareTo(other) <= 0 ? one : other;
  }

  private static Satoshis max(Satoshis one, Satoshis other) {
    return one.compareTo(other) <= 0 ? other : one;
  }
}
