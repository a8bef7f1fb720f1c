package network.mandala.billing.metering;

/** What a namespace used of one item, window by window. For one thread. */
public final class Usage {

  private final String namespace;
  private final String item;
  private final long[] quantities;
  private final boolean[] unseen;
  private int series;
  private long samples;

  Usage(String namespace, String item, int windows) {
    this.namespace = namespace;
    this.item = item;
    quantities = new long[windows];
    unseen = new boolean[windows];
  }

  void add(int window, long amount, boolean partlyUnseen) {
    quantities[window] = Math.addExact(quantities[window], amount);
    unseen[window] |= partlyUnseen;
  }

  void sampled(int count) {
    series++;
    samples += count;
  }

  public String namespace() {
    return namespace;
  }

  /** The resource's name; empty for a meter without items. */
  public String item() {
    return item;
  }

  /** In quanta, not negative. */
  public long quantity(int window) {
    return Math.max(0, quantities[window]);
  }

  /** Whether something of the window was not seen. */
  public boolean isUnseen(int window) {
    return unseen[window];
  }

  public int series() {
    return series;
  }

  public long samples() {
    return samples;
  }
}
