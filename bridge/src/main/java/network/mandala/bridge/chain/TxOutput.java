package network.mandala.bridge.chain;

/**
 * Whom a transaction pays.
 *
 * @param satoshis 0 to all that there will ever be
 * @param script that locks it
 */
public record TxOutput(long satoshis, byte[] script) {
  static final int LEAST_BYTES = 9;

  /** All satoshis that there will ever be, and a few more. */
  public static final long MOST = 2_100_000_000_000_000L;

  public TxOutput {
    if (satoshis < 0 || satoshis > MOST) {
      throw new InvalidChainData("an output has more satoshis than there are");
    }
  }

  static TxOutput read(ByteReader in) {
    return new TxOutput(in.int64(), in.script());
  }

  void writeTo(ByteWriter to) {
    to.int64(satoshis).script(script);
  }
}
