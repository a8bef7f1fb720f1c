package network.mandala.bridge.session;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * Short texts that we hand out and take back: any replica knows that they are ours and unchanged.
 * They are no secrets, and can be in a URL.
 */
public final class Seals {
  private static final int LONGEST = 1024;

  private final SessionKeys keys;

  public Seals(SessionKeys keys) {
    this.keys = keys;
  }

  /**
   * @param purpose what it is for: for anything else it is not ours
   */
  public String seal(String purpose, String text) {
    var content = utf8(text);
    var whole =
        ByteBuffer.allocate(content.length + SessionKeys.SEAL_BYTES)
            .put(content)
            .put(keys.seal(sealed(purpose, content)))
            .array();
    return Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
  }

  /** The text; empty if it is not ours, or was made for something else. */
  public Optional<String> open(String purpose, String sealed) {
    if (sealed.length() > LONGEST) {
      return Optional.empty();
    }
    byte[] whole;
    try {
      whole = Base64.getUrlDecoder().decode(sealed);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    int end = whole.length - SessionKeys.SEAL_BYTES;
    if (end < 0) {
      return Optional.empty();
    }
    var content = Arrays.copyOf(whole, end);
    return keys.isSealed(sealed(purpose, content), Arrays.copyOfRange(whole, end, whole.length))
        ? Optional.of(new String(content, StandardCharsets.UTF_8))
        : Optional.empty();
  }

  /** No purpose has a zero byte, so two pairs never look the same. */
  private static byte[] sealed(String purpose, byte[] content) {
    var name = utf8("mandala seal " + purpose + "\0");
    return ByteBuffer.allocate(name.length + content.length).put(name).put(content).array();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
