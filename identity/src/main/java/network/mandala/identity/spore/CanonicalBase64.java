package network.mandala.identity.spore;

import java.util.Base64;

/**
 * Base64 in the one form that some bytes have: padded, and the bits that are left over are zero.
 */
final class CanonicalBase64 {
  private CanonicalBase64() {}

  /** Empty if the text is not exactly so many bytes. */
  static byte[] decode(String text, int length) {
    try {
      var bytes = Base64.getDecoder().decode(text);
      return bytes.length == length && Base64.getEncoder().encodeToString(bytes).equals(text)
          ? bytes
          : new byte[0];
    } catch (IllegalArgumentException e) {
      return new byte[0];
    }
  }
}
