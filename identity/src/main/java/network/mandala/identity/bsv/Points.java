package network.mandala.identity.bsv;

import fr.acinq.secp256k1.Secp256k1;
import java.security.SecureRandom;
import java.util.HexFormat;
import network.mandala.identity.PublicKey;

/** Points of the curve, in the forms in which the library and we write them. */
final class Points {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SCALAR = 32;

  private Points() {}

  /** The 33 bytes of a key. */
  static byte[] bytes(PublicKey key) {
    return HexFormat.of().parseHex(key.hex());
  }

  /**
   * The point {@code scalar * point}, compressed.
   *
   * <p>The library's multiplication takes a time that depends on the scalar. So the secret is split
   * into two random numbers whose sum it is, and each is multiplied for itself: the time of either
   * says nothing about the secret.
   */
  static byte[] shared(byte[] scalar, byte[] point) {
    while (true) {
      var blind = new byte[SCALAR];
      RANDOM.nextBytes(blind);
      if (!Secp256k1.Companion.secKeyVerify(blind)) {
        continue;
      }
      var minusBlind = Secp256k1.Companion.privKeyNegate(blind.clone());
      byte[] rest;
      try {
        rest = Secp256k1.Companion.privKeyTweakAdd(scalar.clone(), minusBlind);
      } catch (fr.acinq.secp256k1.Secp256k1Exception blindIsTheSecret) {
        continue;
      }
      return Secp256k1.Companion.pubKeyCompress(
          Secp256k1.Companion.pubKeyCombine(
              new byte[][] {
                Secp256k1.Companion.pubKeyTweakMul(point.clone(), rest),
                Secp256k1.Companion.pubKeyTweakMul(point.clone(), blind)
              }));
    }
  }
}
