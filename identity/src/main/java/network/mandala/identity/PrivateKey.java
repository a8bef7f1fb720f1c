package network.mandala.identity;

import fr.acinq.secp256k1.Secp256k1;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A secp256k1 private key. It signs; it never prints itself.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class PrivateKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  private final byte[] scalar;
  private final PublicKey publicKey;

  private PrivateKey(byte[] scalar) {
    this.scalar = scalar;
    this.publicKey = PublicKey.ofPoint(Secp256k1.Companion.pubkeyCreate(scalar));
  }

  /**
   * Reads 64 hexadecimal digits; white space around them is dropped, as files end with a new line.
   *
   * @throws InvalidKey if it is no key of the curve
   */
  public static PrivateKey parse(String hex) {
    var digits = hex.strip();
    if (!HEX.matcher(digits).matches()) {
      throw new InvalidKey(
          "a private key is 64 hexadecimal digits; what was given has "
              + digits.length()
              + " characters, or others than digits");
    }
    var scalar = HexFormat.of().parseHex(digits);
    if (!Secp256k1.Companion.secKeyVerify(scalar)) {
      throw new InvalidKey("a private key is at least 1 and below the order of secp256k1");
    }
    return new PrivateKey(scalar);
  }

  /** The key that others know it by. */
  public PublicKey publicKey() {
    return publicKey;
  }

  /**
   * Signs the SHA-256 of a message with ECDSA, deterministically (RFC 6979).
   *
   * @return the signature in DER, with the lower of the two possible values of s
   */
  public byte[] sign(byte[] message) {
    var compact = Secp256k1.Companion.sign(Sha256.of(message), scalar);
    return Secp256k1.Companion.compact2der(compact);
  }

  @Override
  public String toString() {
    return "PrivateKey[***]";
  }
}
