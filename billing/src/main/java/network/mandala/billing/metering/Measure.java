package network.mandala.billing.metering;

/**
 * How a kind of series becomes quanta of a meter.
 *
 * <p>A <em>counter</em> counts quanta itself. A <em>gauge</em> says how much there is, and its
 * quanta are the area below it.
 *
 * @param kind which
 * @param scale quanta for each unit of a counter's value; 1 for a gauge
 * @param millisPerQuantum of a gauge: how long one unit lasts for a quantum; 1 for a counter
 * @param highest the highest value of a sample that can be true
 * @param mostPerSecond quanta that one series can have in a second, if they are true
 */
public record Measure(
    Kind kind, double scale, long millisPerQuantum, double highest, long mostPerSecond) {

  /** What the values of a series mean. */
  public enum Kind {
    COUNTER,
    GAUGE
  }

  /** Seconds of a core become core-microseconds; a pod has at most 4096 cores. */
  public static final Measure CPU = counter(1e6, 4096_000_000L);

  /** Bytes; an interface has at most 10 terabits per second. */
  public static final Measure NETWORK = counter(1, 1_250_000_000_000L);

  /** Bytes become byte-seconds; a pod has at most 256 TiB. */
  public static final Measure MEMORY = gauge(1000, 1L << 48);

  /** Bytes become byte-seconds; a volume has at most 8 EiB. */
  public static final Measure DISK = gauge(1000, 1L << 62);

  /** Units become unit-milliseconds; a pod has at most 1024. */
  public static final Measure UNITS = gauge(1, 1024);

  private static Measure counter(double scale, long mostPerSecond) {
    // A century at full speed; above that a double could not count quanta.
    return new Measure(
        Kind.COUNTER,
        scale,
        1,
        Math.min(mostPerSecond * 3.2e9 / scale, 9e15 / scale),
        mostPerSecond);
  }

  private static Measure gauge(long millisPerQuantum, long highest) {
    return new Measure(Kind.GAUGE, 1, millisPerQuantum, highest, Long.MAX_VALUE);
  }

  /** The quanta that a counter has counted. */
  long counted(double value) {
    return Math.round(value * scale);
  }
}
