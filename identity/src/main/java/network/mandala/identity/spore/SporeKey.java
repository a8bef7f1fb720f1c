package network.mandala.identity.spore;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/**
 * The Ed25519 key that a publisher signs with, in the older mesh's form: 64 bytes, the seed and the
 * public key after it. It signs; it never prints itself.
 *
 * <p>Immutable and safe for any number of threads.
 */
public final class SporeKey {
  /** The length of {@link #bytes()}. */
  public static final int BYTES = 64;

  private static final int SEED = 32;
  private static final byte[] PKCS8 = HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final byte[] seed;
  private final SporePublicKey publicKey;

  private SporeKey(byte[] seed) {
    this.seed = seed;
    // The JDK has no way from a seed to its public key.
    this.publicKey =
        SporePublicKey.of(
            new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded());
  }

  /** A new one. */
  public static SporeKey generate(SecureRandom random) {
    var seed = new byte[SEED];
    random.nextBytes(seed);
    return new SporeKey(seed);
  }

  /**
   * Reads the 64 bytes of a key file.
   *
   * @throws InvalidKey if they are not that; the message never repeats them
   */
  public static SporeKey parse(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new InvalidKey("a key to sign spores with is 64 bytes, and this is " + bytes.length);
    }
    var key = new SporeKey(Arrays.copyOf(bytes, SEED));
    if (!Arrays.equals(Arrays.copyOfRange(bytes, SEED, BYTES), key.publicKey.raw())) {
      throw new InvalidKey("the second half of the key is not the public key of the first");
    }
    return key;
  }

  /** What others know it by. */
  public SporePublicKey publicKey() {
    return publicKey;
  }

  /** The seed and the public key, for its owner's file and nothing else. */
  public byte[] bytes() {
    var bytes = Arrays.copyOf(seed, BYTES);
    System.arraycopy(publicKey.raw(), 0, bytes, SEED, SEED);
    return bytes;
  }

  byte[] sign(byte[] message) {
    try {
      var encoded = Arrays.copyOf(PKCS8, PKCS8.length + SEED);
      System.arraycopy(seed, 0, encoded, PKCS8.length, SEED);
      var sign = Signature.getInstance("Ed25519");
      sign.initSign(
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(encoded)));
      sign.update(message);
      return sign.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java from 15 has Ed25519", e);
    }
  }

  @Override
  public String toString() {
    return "SporeKey[***]";
  }
}
