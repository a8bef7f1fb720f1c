package network.mandala.ledger.usage;

import java.nio.charset.StandardCharsets;

/**
 * What a project used of one thing in a window.
 *
 * @param item of what
 * @param quantity how many quanta of the {@link Meter}, not negative
 * @param evidence small JSON that says where the quantity comes from, for the receipt; empty if
 *     there is none; at most 2000 characters
 */
public record Reading(MeterItem item, long quantity, String evidence) {
  private static final int LONGEST_EVIDENCE = 2000;

  public Reading {
    if (quantity < 0) {
      throw new IllegalArgumentException(
          "the quantity of " + item + " is negative: " + quantity + ". Usage cannot be");
    }
    if (item.item().isEmpty() && item.meter().hasItems()) {
      throw new IllegalArgumentException("a reading of " + item + " has to name the item");
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(evidence)) {
      throw new IllegalArgumentException("the evidence for " + item + " is not valid Unicode");
    }
    if (evidence.length() > LONGEST_EVIDENCE) {
      throw new IllegalArgumentException(
          "the evidence for "
              + item
              + " is longer than "
              + LONGEST_EVIDENCE
              + " characters: "
              + evidence.length());
    }
  }

  public static Reading of(MeterItem item, long quantity) {
    return new Reading(item, quantity, "");
  }
}
