package network.mandala.identity.spore;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import network.mandala.identity.InvalidKey;

/**
 * The Ed25519 public key of a publisher (RFC 8032): 32 bytes, written in padded base64.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class SporePublicKey {
  private static final int BYTES = 32;
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  /**
   * The points of small order, without the bit of their sign: a signature of such a key can be made
   * for any message by anybody.
   */
  private static final Set<String> SMALL_ORDER =
      Set.of(
          "00".repeat(BYTES),
          "01" + "00".repeat(BYTES - 1),
          "ec" + "ff".repeat(BYTES - 2) + "7f",
          "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
          "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");

  /** The order of the field, without the lowest byte: what is not below it has two encodings. */
  private static final String TOP_OF_THE_FIELD = "ff".repeat(BYTES - 2) + "7f";

  private static final int LOWEST_BYTE_OF_THE_FIELD = 0xed;

  private final byte[] raw;
  private final java.security.PublicKey key;

  private SporePublicKey(byte[] raw, java.security.PublicKey key) {
    this.raw = raw;
    this.key = key;
  }

  /**
   * Reads 44 characters of base64.
   *
   * @throws InvalidKey if it is no key, or one with which anybody can sign
   */
  public static SporePublicKey parse(String base64) {
    var raw = CanonicalBase64.decode(base64, BYTES);
    if (raw.length == 0) {
      throw new InvalidKey("a public key is 32 bytes in base64: 44 characters, the last of them =");
    }
    return of(raw);
  }

  static SporePublicKey of(byte[] raw) {
    refuseWeak(raw);
    try {
      var encoded = Arrays.copyOf(SPKI, SPKI.length + BYTES);
      System.arraycopy(raw, 0, encoded, SPKI.length, BYTES);
      var key = KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(encoded));
      Signature.getInstance("Ed25519").initVerify(key);
      return new SporePublicKey(raw.clone(), key);
    } catch (GeneralSecurityException e) {
      throw new InvalidKey("this public key is no point of the curve Ed25519");
    }
  }

  private static void refuseWeak(byte[] raw) {
    var unsigned = raw.clone();
    unsigned[BYTES - 1] &= 0x7f;
    var hex = HexFormat.of().formatHex(unsigned);
    if (SMALL_ORDER.contains(hex)) {
      throw new InvalidKey("this public key is one for which anybody can sign");
    }
    if (hex.endsWith(TOP_OF_THE_FIELD) && (unsigned[0] & 0xff) >= LOWEST_BYTE_OF_THE_FIELD) {
      throw new InvalidKey("this public key is not written in the one form that it has");
    }
  }

  boolean verify(byte[] message, byte[] signature) {
    try {
      var check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      // Says what of the numbers is out of range: it is no signature of this message.
      return false;
    }
  }

  /** 44 characters. */
  public String base64() {
    return Base64.getEncoder().encodeToString(raw);
  }

  byte[] raw() {
    return raw.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SporePublicKey that && Arrays.equals(raw, that.raw);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(raw);
  }

  @Override
  public String toString() {
    return base64();
  }
}
