package network.mandala.ledger.debit;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.Meter;

/** Charges usage. Any number of processes may call it with the same windows at any time. */
public interface Debits {
  /**
   * Charges all of it in one transaction: every (project, item, window) once. What is charged
   * already is left out, and so is what overlaps a charged window of another length. Windows are
   * charged at the prices in force at their start. A balance may become negative.
   *
   * <p>Some hundred windows at once are best: they are locked, written and committed together.
   *
   * @return the new receipts, in the order of projects and then windows
   * @throws Unchargeable if a project is unknown, or an amount beyond the range; nothing was
   *     charged
   * @throws NoPriceList if a window is before the first price list; nothing was charged
   */
  List<Receipt> charge(List<DebitWindow> batch);

  /** Records windows without data. Those known already stay as they are. */
  void missing(Collection<MissingWindow> windows);

  /** Missing windows that may still be filled, the oldest first. */
  List<MissingWindow> openMissing(int limit);

  /** Their usage was found, and charged if there was any. */
  void filled(Collection<MissingWindow> windows);

  /**
   * Gives up the missing windows that ended before a time.
   *
   * @return how many
   */
  int writeOff(Instant olderThan, String reason);

  /** What became of missing windows, for metrics; meters without any are not in it. */
  Map<Meter, MissingTotals> missingTotals();

  /** Up to when this meter was read; empty if never. */
  Optional<Instant> cursor(Meter meter);

  /** The meter was read up to this time. It never goes back. */
  void advance(Meter meter, Instant to);
}
