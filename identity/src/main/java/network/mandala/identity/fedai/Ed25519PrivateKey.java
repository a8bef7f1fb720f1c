package network.mandala.identity.fedai;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import network.mandala.identity.InvalidKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/** A key of the first generation. */
public final class Ed25519PrivateKey implements EnvelopePrivateKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final int BYTES = 32;

  private final Ed25519PrivateKeyParameters key;
  private final Ed25519PublicKey publicKey;

  private Ed25519PrivateKey(byte[] seed) {
    this.key = new Ed25519PrivateKeyParameters(seed);
    this.publicKey =
        new Ed25519PublicKey(HexFormat.of().formatHex(key.generatePublicKey().getEncoded()));
  }

  /**
   * Reads PEM (PKCS#8) or 64 hexadecimal digits.
   *
   * @throws InvalidKey if it is no key; the message does not repeat it
   */
  public static Ed25519PrivateKey parse(String text) {
    var given = text.strip();
    if (HEX.matcher(given).matches()) {
      return new Ed25519PrivateKey(HexFormat.of().parseHex(given));
    }
    var der = Pem.decode("PRIVATE KEY", given);
    if (der.length != PKCS8.length + BYTES || Arrays.mismatch(der, PKCS8) != PKCS8.length) {
      throw new InvalidKey("this PEM holds no private key of Ed25519");
    }
    return new Ed25519PrivateKey(Arrays.copyOfRange(der, PKCS8.length, der.length));
  }

  public static Ed25519PrivateKey generate(SecureRandom random) {
    var seed = new byte[BYTES];
    random.nextBytes(seed);
    return new Ed25519PrivateKey(seed);
  }

  @Override
  public KeyProfile profile() {
    return KeyProfile.ED25519;
  }

  @Override
  public Ed25519PublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] canonical) {
    var signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(canonical, 0, canonical.length);
    return signer.generateSignature();
  }

  @Override
  public String export() {
    var der = Arrays.copyOf(PKCS8, PKCS8.length + BYTES);
    System.arraycopy(key.getEncoded(), 0, der, PKCS8.length, BYTES);
    return Pem.encode("PRIVATE KEY", der);
  }

  @Override
  public String toString() {
    return "Ed25519PrivateKey[***]";
  }
}
