package network.mandala.bridge.limit;

/**
 * How much each replica lets through.
 *
 * @param identity calls of one key
 * @param address calls from one address
 * @param handshake handshakes from one address
 */
public record LimitSettings(Rate identity, Rate address, Rate handshake) {
  /** Nobody is kept waiting. */
  public static final LimitSettings NONE =
      new LimitSettings(Rate.UNLIMITED, Rate.UNLIMITED, Rate.UNLIMITED);
}
