package network.mandala.ledger.usage;

import java.util.Locale;

/** What is measured. A price is millisatoshis per price unit; quantities are in quanta. */
public enum Meter {
  /** Quantum: core-microsecond. Price unit: core-hour. */
  CPU(3_600_000_000L, false, "core-microseconds", "core-hour"),
  /** Quantum: byte-second. Price unit: GiB-hour. */
  MEMORY(3600L << 30, false, "byte-seconds", "GiB-hour"),
  /** Quantum: byte-second. Price unit: GiB-hour. */
  DISK(3600L << 30, false, "byte-seconds", "GiB-hour"),
  /** Quantum: byte, in or out. Price unit: GiB. */
  NETWORK(1L << 30, false, "bytes", "GiB"),
  /** Item: the resource's name. Quantum: unit-millisecond. Price unit: unit-hour. */
  GPU(3_600_000L, true, "unit-milliseconds", "unit-hour"),
  /** Quantum: millisecond of a confidential machine. Price unit: machine-hour. */
  TEE(3_600_000L, false, "VM-milliseconds", "VM-hour"),
  /** Item: the model. Quantum: token read. Price unit: 1000 tokens. */
  TOKENS_IN(1000L, true, "tokens", "1000 tokens"),
  /** Item: the model. Quantum: token written. Price unit: 1000 tokens. */
  TOKENS_OUT(1000L, true, "tokens", "1000 tokens");

  private final long divisor;
  private final boolean items;
  private final String quanta;
  private final String priceUnit;

  Meter(long divisor, boolean items, String quanta, String priceUnit) {
    this.divisor = divisor;
    this.items = items;
    this.quanta = quanta;
    this.priceUnit = priceUnit;
  }

  /** How many quanta a price unit has. */
  public long divisor() {
    return divisor;
  }

  /** Whether it tells items apart, such as kinds of GPU. */
  public boolean hasItems() {
    return items;
  }

  /** What a quantity counts, for people. */
  public String quanta() {
    return quanta;
  }

  /** What a price is for, for people. */
  public String priceUnit() {
    return priceUnit;
  }

  /** As in text: lower case, with a hyphen. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Reads {@link #text()}.
   *
   * @throws IllegalArgumentException if no meter is called so
   */
  public static Meter parse(String text) {
    for (var meter : values()) {
      if (meter.text().equals(text)) {
        return meter;
      }
    }
    throw new IllegalArgumentException("there is no meter " + text);
  }
}
