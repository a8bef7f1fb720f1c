package network.mandala.builder.registry;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** The name of some content: {@code sha256:} and 64 hexadecimal digits. */
public record Digest(String value) {
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-f]{64}");

  public Digest {
    if (!FORM.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "a digest is sha256: and 64 hexadecimal digits, was \"" + value + "\"");
    }
  }

  /** The digest of {@code content}. */
  public static Digest of(byte[] content) {
    var hash = sha256();
    hash.update(content);
    return of(hash);
  }

  /** The digest that a running {@code hash} has come to; the hash is reset. */
  public static Digest of(MessageDigest hash) {
    return new Digest("sha256:" + HexFormat.of().formatHex(hash.digest()));
  }

  /** A fresh hash to feed. */
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The first twelve digits, for people. */
  public String shortForm() {
    return value.substring(7, 19);
  }

  @Override
  public String toString() {
    return value;
  }
}
