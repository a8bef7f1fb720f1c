package network.mandala.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.erdtman.jcs.JsonCanonicalizer;

/**
 * JSON in the one form of RFC 8785: members sorted, no white space, one way to write a string. What
 * is signed is this form.
 *
 * <p>A number in JSON is a double here, as the RFC says: whoever signs a large integer writes it as
 * a string.
 */
public final class CanonicalJson {
  private CanonicalJson() {}

  /**
   * The canonical form of an object or an array.
   *
   * @throws IllegalArgumentException if it is not JSON
   */
  public static String of(String json) {
    try {
      return new JsonCanonicalizer(json).getEncodedString();
    } catch (IOException | RuntimeException e) {
      throw new IllegalArgumentException("this is not JSON that has a canonical form", e);
    }
  }

  /** As {@link #of}, in UTF-8: what is hashed and signed. */
  public static byte[] bytes(String json) {
    return of(json).getBytes(StandardCharsets.UTF_8);
  }
}
