package network.mandala.billing.prometheus;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * One series of an answer: its labels and samples in the order of time. It is reused for the next
 * one, so nobody keeps it. For one thread.
 */
public final class Series {

  private final Map<String, String> labels = new HashMap<>();
  private long[] millis = new long[512];
  private double[] values = new double[512];
  private int count;

  /** The value of a label; empty when the series has none. */
  public String label(String name) {
    return labels.getOrDefault(name, "");
  }

  public int count() {
    return count;
  }

  /** When a sample was taken, milliseconds since the epoch. */
  public long millis(int index) {
    return millis[index];
  }

  /** A finite number, not negative. */
  public double value(int index) {
    return values[index];
  }

  /** Begins anew. */
  public void clear() {
    labels.clear();
    count = 0;
  }

  public void label(String name, String value) {
    labels.put(name, value);
  }

  /** Appends a sample that is later than the one before. */
  public void add(long time, double value) {
    if (count == millis.length) {
      millis = Arrays.copyOf(millis, count * 2);
      values = Arrays.copyOf(values, count * 2);
    }
    millis[count] = time;
    values[count] = value;
    count++;
  }
}
