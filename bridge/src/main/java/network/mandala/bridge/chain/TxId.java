package network.mandala.bridge.chain;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The name of a transaction, or another hash of the chain.
 *
 * @param hex as people write it: 64 lower case digits, the bytes in reverse
 */
public record TxId(String hex) {
  static final int BYTES = 32;

  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

  public TxId {
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidChainData("the name of a transaction is 64 hexadecimal digits");
    }
  }

  /** In the order in which they are hashed. */
  static TxId of(byte[] bytes) {
    return new TxId(HexFormat.of().formatHex(reversed(bytes)));
  }

  /** In the order in which they are hashed. */
  byte[] bytes() {
    return reversed(HexFormat.of().parseHex(hex));
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  @Override
  public String toString() {
    return hex;
  }
}
