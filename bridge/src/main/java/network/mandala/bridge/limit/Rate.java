package network.mandala.bridge.limit;

/**
 * How often something may happen.
 *
 * @param perSecond in the long run; 0: as often as one likes
 * @param burst at once, after a pause
 */
public record Rate(int perSecond, int burst) {
  /** As often as one likes. */
  public static final Rate UNLIMITED = new Rate(0, 1);

  public Rate {
    if (perSecond < 0 || burst < 1) {
      throw new IllegalArgumentException("a rate is 0 or more, its burst at least 1");
    }
  }

  boolean unlimited() {
    return perSecond == 0;
  }
}
