package network.mandala.identity.fedai;

import fr.acinq.secp256k1.Secp256k1;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.Sha256;

/** A key that signs with BIP-340 Schnorr over the SHA-256 of what is signed. */
public final class SchnorrPrivateKey implements EnvelopePrivateKey {
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int BYTES = 32;

  private final byte[] scalar;
  private final SchnorrPublicKey publicKey;

  private SchnorrPrivateKey(byte[] scalar) {
    if (!Secp256k1.Companion.secKeyVerify(scalar)) {
      throw new InvalidKey("a private key is at least 1 and below the order of secp256k1");
    }
    this.scalar = scalar;
    var point = Secp256k1.Companion.pubkeyCreate(scalar);
    this.publicKey = SchnorrPublicKey.of(Arrays.copyOfRange(point, 1, 1 + BYTES));
  }

  /**
   * Reads nsec or 64 hexadecimal digits; white space around them is dropped.
   *
   * @throws InvalidKey if it is no key; the message does not repeat it
   */
  public static SchnorrPrivateKey parse(String text) {
    var key = text.strip();
    return new SchnorrPrivateKey(
        HEX.matcher(key).matches() ? HexFormat.of().parseHex(key) : Bech32.decode("nsec", key));
  }

  public static SchnorrPrivateKey generate(SecureRandom random) {
    var bytes = new byte[BYTES];
    do {
      random.nextBytes(bytes);
    } while (!Secp256k1.Companion.secKeyVerify(bytes));
    return new SchnorrPrivateKey(bytes);
  }

  @Override
  public KeyProfile profile() {
    return KeyProfile.SCHNORR;
  }

  @Override
  public SchnorrPublicKey publicKey() {
    return publicKey;
  }

  @Override
  public byte[] sign(byte[] canonical) {
    return Secp256k1.Companion.signSchnorr(Sha256.of(canonical), scalar, new byte[BYTES]);
  }

  @Override
  public String export() {
    return Bech32.encode("nsec", scalar);
  }

  @Override
  public String toString() {
    return "SchnorrPrivateKey[***]";
  }
}
