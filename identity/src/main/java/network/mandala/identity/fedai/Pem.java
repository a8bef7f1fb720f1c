package network.mandala.identity.fedai;

import java.util.Base64;
import network.mandala.identity.InvalidKey;

/** One block of PEM (RFC 7468). In an environment variable its line ends may be written as \n. */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /**
   * The bytes in the block.
   *
   * @throws InvalidKey if it is not one block of this label; the message does not repeat it
   */
  static byte[] decode(String label, String text) {
    var lines = text.replace("\\n", "\n").strip();
    var begin = "-----BEGIN " + label + "-----";
    var end = "-----END " + label + "-----";
    if (!lines.startsWith(begin)
        || !lines.endsWith(end)
        || lines.length() < begin.length() + end.length()) {
      throw new InvalidKey("a PEM key begins with " + begin + " and ends with " + end);
    }
    var inner = lines.substring(begin.length(), lines.length() - end.length());
    try {
      return Base64.getDecoder().decode(inner.replaceAll("\\s", ""));
    } catch (IllegalArgumentException e) {
      throw new InvalidKey("what is in this PEM is not base64");
    }
  }

  static String encode(String label, byte[] bytes) {
    return "-----BEGIN %s-----%n%s%n-----END %s-----%n"
        .formatted(
            label, Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes), label);
  }
}
