package network.mandala.identity.spore;

import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.Sha256;

/**
 * What is signed of a bundle (spec of the older mesh, section 2.2): the SHA-256 of the canonical
 * manifest and of the binary's hash after it.
 */
final class SporeSignature {
  private static final int BYTES = 64;
  private static final int HASH = 32;

  private SporeSignature() {}

  /** The 32 bytes that go to Ed25519. */
  static byte[] message(SporeManifest manifest, GoEscapes escapes) {
    var canonical = manifest.canonical(escapes);
    var hash = HexFormat.of().parseHex(manifest.binarySha256());
    var both = Arrays.copyOf(canonical, canonical.length + HASH);
    System.arraycopy(hash, 0, both, canonical.length, HASH);
    return Sha256.of(both);
  }

  static SporeManifest sign(SporeManifest unsigned, SporeKey key) {
    var signature = key.sign(message(unsigned, GoEscapes.SINCE_1_22));
    return unsigned.signed(Base64.getEncoder().encodeToString(signature));
  }

  /**
   * Who signed a manifest, whose {@code binary_sha256} has been compared with the binary.
   *
   * @throws InvalidSpore naming key or signature
   */
  static SporePublicKey signer(SporeManifest manifest) {
    var key = key(manifest);
    var signature = CanonicalBase64.decode(manifest.signature(), BYTES);
    if (signature.length == 0) {
      throw new InvalidSpore(
          BundlePart.SIGNATURE, "it is no Ed25519 signature: 64 bytes in base64, 88 characters");
    }
    for (var escapes : GoEscapes.values()) {
      if (key.verify(message(manifest, escapes), signature)) {
        return key;
      }
    }
    throw new InvalidSpore(
        BundlePart.SIGNATURE,
        "it is not of this manifest with this key: one of the three was altered after signing");
  }

  private static SporePublicKey key(SporeManifest manifest) {
    try {
      return SporePublicKey.parse(manifest.publicKey());
    } catch (InvalidKey e) {
      throw new InvalidSpore(BundlePart.KEY, e.getMessage());
    }
  }
}
