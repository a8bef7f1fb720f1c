package network.mandala.identity.fedai;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.HexFormat;
import java.util.regex.Pattern;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.Sha256;

/**
 * The x coordinate of a point of secp256k1 (BIP-340), written as npub.
 *
 * @param npub as NIP-19 writes it
 */
public record SchnorrPublicKey(String npub) implements EnvelopePublicKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int SIGNATURE = 64;

  public SchnorrPublicKey {
    requirePoint(Bech32.decode("npub", npub));
    npub = npub.toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * Reads npub or 64 hexadecimal digits.
   *
   * @throws InvalidKey if it is no point of the curve
   */
  public static SchnorrPublicKey parse(String text) {
    var key = text.strip();
    return HEX.matcher(key).matches()
        ? of(HexFormat.of().parseHex(key))
        : new SchnorrPublicKey(key);
  }

  /** Whether this is an npub: the one form in which an envelope may name its key. */
  public static boolean isNpub(String text) {
    try {
      return new SchnorrPublicKey(text).npub().equals(text);
    } catch (InvalidKey e) {
      return false;
    }
  }

  static SchnorrPublicKey of(byte[] x) {
    return new SchnorrPublicKey(Bech32.encode("npub", x));
  }

  private static void requirePoint(byte[] x) {
    var compressed = new byte[x.length + 1];
    compressed[0] = 2;
    System.arraycopy(x, 0, compressed, 1, x.length);
    try {
      Secp256k1.Companion.pubkeyParse(compressed);
    } catch (Secp256k1Exception e) {
      throw new InvalidKey("this public key is no point of secp256k1");
    }
  }

  /** 64 lower case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(bytes());
  }

  private byte[] bytes() {
    return Bech32.decode("npub", npub);
  }

  @Override
  public String text() {
    return npub;
  }

  @Override
  public boolean verify(byte[] canonical, byte[] signature) {
    if (signature.length != SIGNATURE) {
      return false;
    }
    try {
      return Secp256k1.Companion.verifySchnorr(signature, Sha256.of(canonical), bytes());
    } catch (Secp256k1Exception e) {
      return false;
    }
  }
}
