package network.mandala.ledger.usage;

import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A meter, or one kind of what it measures: {@code cpu}, {@code gpu/nvidia.com/gpu}, {@code
 * tokens-in/llama-3.1-8b}.
 *
 * @param meter what
 * @param item which kind; empty for a meter without kinds, and for the price of all kinds that have
 *     none of their own
 */
public record MeterItem(Meter meter, String item) implements Comparable<MeterItem> {
  private static final Pattern ITEM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/:@+-]{0,149}");
  private static final Comparator<MeterItem> ORDER =
      Comparator.comparing(MeterItem::meter).thenComparing(MeterItem::item);

  public MeterItem {
    if (!item.isEmpty()) {
      if (!meter.hasItems()) {
        throw new IllegalArgumentException("the meter " + meter.text() + " has no items");
      }
      if (!ITEM.matcher(item).matches()) {
        throw new IllegalArgumentException(
            "an item of the meter "
                + meter.text()
                + " is 1 to 150 letters, digits and ._/:@+- that begin with a letter or digit");
      }
    }
  }

  /** A meter without kinds. */
  public static MeterItem of(Meter meter) {
    return new MeterItem(meter, "");
  }

  public static MeterItem of(Meter meter, String item) {
    return new MeterItem(meter, item);
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static MeterItem parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      return of(Meter.parse(text));
    }
    if (slash == text.length() - 1) {
      throw new IllegalArgumentException("there is no item after the / of " + text);
    }
    return new MeterItem(Meter.parse(text.substring(0, slash)), text.substring(slash + 1));
  }

  /** At most 170 characters. */
  public String text() {
    return item.isEmpty() ? meter.text() : meter.text() + "/" + item;
  }

  @Override
  public int compareTo(MeterItem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return text();
  }
}
