package network.mandala.bridge.session;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Secrets that seal sessions; all replicas have the same. The first one seals, each of them opens:
 * a new one is put before the old, and the old is dropped when its sessions have expired.
 */
public final class SessionKeys {
  static final int SEAL_BYTES = 32;

  private static final String HMAC = "HmacSHA256";
  private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST = 4;

  private final List<SecretKeySpec> keys;

  private SessionKeys(List<SecretKeySpec> keys) {
    this.keys = keys;
  }

  /**
   * Reads lines of 64 hexadecimal digits.
   *
   * @throws IllegalArgumentException if there are none, too many, or something else
   */
  public static SessionKeys parse(String text) {
    var lines = text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty()
        || lines.size() > MOST
        || !lines.stream().allMatch(HEX.asMatchPredicate())) {
      throw new IllegalArgumentException(
          "session keys are 1 to " + MOST + " lines of 64 lower case hexadecimal digits each");
    }
    return new SessionKeys(
        lines.stream()
            .map(line -> new SecretKeySpec(HexFormat.of().parseHex(line), HMAC))
            .toList());
  }

  byte[] seal(byte[] content) {
    return mac(keys.getFirst(), content);
  }

  boolean isSealed(byte[] content, byte[] seal) {
    boolean any = false;
    for (var key : keys) {
      any |= MessageDigest.isEqual(mac(key, content), seal);
    }
    return any;
  }

  /** Keys of their own for another purpose; they change with these. */
  public SealKeys sealKeys(String purpose) {
    var name = purpose.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    return new SealKeys(keys.stream().map(key -> new SecretKeySpec(mac(key, name), HMAC)).toList());
  }

  static byte[] mac(SecretKeySpec key, byte[] content) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC-SHA256", e);
    }
  }

  @Override
  public String toString() {
    return "SessionKeys[***]";
  }
}
