package network.mandala.identity.fedai;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import network.mandala.identity.InvalidKey;

/**
 * A key of the first generation: Ed25519 (RFC 8032) over the canonical bytes themselves.
 *
 * @param hex its 32 bytes, 64 lower case hexadecimal digits
 */
public record Ed25519PublicKey(String hex) implements EnvelopePublicKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");
  private static final int BYTES = 32;
  private static final int SIGNATURE = 64;

  public Ed25519PublicKey {
    if (!HEX.matcher(hex).matches()) {
      throw new InvalidKey("a public key of Ed25519 is PEM or 64 hexadecimal digits");
    }
    hex = hex.toLowerCase(java.util.Locale.ROOT);
    key(hex);
  }

  /**
   * Reads PEM (SPKI) or 64 hexadecimal digits.
   *
   * @throws InvalidKey if it is none
   */
  public static Ed25519PublicKey parse(String text) {
    var key = text.strip();
    if (!key.startsWith("-----BEGIN")) {
      return new Ed25519PublicKey(key);
    }
    var der = Pem.decode("PUBLIC KEY", key);
    if (der.length != SPKI.length + BYTES || Arrays.mismatch(der, SPKI) != SPKI.length) {
      throw new InvalidKey("this PEM holds no public key of Ed25519");
    }
    return new Ed25519PublicKey(HexFormat.of().formatHex(der, SPKI.length, der.length));
  }

  private static PublicKey key(String hex) {
    var der = Arrays.copyOf(SPKI, SPKI.length + BYTES);
    System.arraycopy(HexFormat.of().parseHex(hex), 0, der, SPKI.length, BYTES);
    try {
      return KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException e) {
      throw new InvalidKey("this public key is no point of Ed25519");
    }
  }

  /** As openssl and node write it. */
  public String pem() {
    var der = Arrays.copyOf(SPKI, SPKI.length + BYTES);
    System.arraycopy(HexFormat.of().parseHex(hex), 0, der, SPKI.length, BYTES);
    return Pem.encode("PUBLIC KEY", der);
  }

  @Override
  public String text() {
    return hex;
  }

  @Override
  public boolean verify(byte[] canonical, byte[] signature) {
    if (signature.length != SIGNATURE) {
      return false;
    }
    try {
      var verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(key(hex));
      verifier.update(canonical);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
