package network.mandala.identity;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * A secp256k1 public key, compressed: 33 bytes, written as 66 lower case hexadecimal digits.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class PublicKey {
  private static final Pattern HEX = Pattern.compile("0[23][0-9a-fA-F]{64}");

  private static final int POINT = 65;

  private final byte[] compressed;

  /** With both coordinates: to find the second one again takes a square root each time. */
  private final byte[] point;

  private PublicKey(byte[] compressed, byte[] point) {
    this.compressed = compressed;
    this.point = point;
  }

  /**
   * From a point of the curve.
   *
   * @param point its two coordinates in 65 bytes, the first of which is 4
   * @throws InvalidKey if it is none
   */
  public static PublicKey ofPoint(byte[] point) {
    if (point.length != POINT || point[0] != 4) {
      throw new InvalidKey("a point is 65 bytes, the first of which is 4");
    }
    try {
      var onTheCurve = Secp256k1.Companion.pubkeyParse(point);
      return new PublicKey(Secp256k1.Companion.pubKeyCompress(onTheCurve), onTheCurve);
    } catch (Secp256k1Exception e) {
      throw new InvalidKey("these coordinates are no point of secp256k1");
    }
  }

  /**
   * Reads 66 hexadecimal digits that begin with 02 or 03.
   *
   * @throws InvalidKey if it is no point of the curve
   */
  public static PublicKey parse(String hex) {
    var digits = hex.strip();
    if (!HEX.matcher(digits).matches()) {
      throw new InvalidKey("a public key is 66 hexadecimal digits that begin with 02 or 03");
    }
    var bytes = HexFormat.of().parseHex(digits);
    try {
      return new PublicKey(bytes, Secp256k1.Companion.pubkeyParse(bytes));
    } catch (Secp256k1Exception e) {
      throw new InvalidKey("this public key is no point of secp256k1: " + digits);
    }
  }

  /** Both coordinates in 65 bytes, the first of which is 4. */
  public byte[] point() {
    return point.clone();
  }

  /** 66 lower case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(compressed);
  }

  /**
   * Whether the key's owner signed this message.
   *
   * @param der a signature as {@link PrivateKey#sign} makes it: strict DER with a low s; any other
   *     encoding of the same numbers is refused, so a signature has one form only
   */
  public boolean verify(byte[] message, byte[] der) {
    var compact = StrictDer.toCompact(der);
    if (compact.length == 0) {
      return false;
    }
    try {
      return Secp256k1.Companion.verify(compact, Sha256.of(message), point);
    } catch (Secp256k1Exception e) {
      return false;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PublicKey key && Arrays.equals(compressed, key.compressed);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(compressed);
  }

  @Override
  public String toString() {
    return hex();
  }
}
