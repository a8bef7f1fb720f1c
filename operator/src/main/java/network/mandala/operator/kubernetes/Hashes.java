package network.mandala.operator.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Short, stable names for contents: equal contents in any order of keys have equal hashes. */
public final class Hashes {

  private Hashes() {}

  /** 16 hex digits of the SHA-256 of a tree of maps, lists and scalars. */
  public static String of(Map<?, ?> tree) {
    var text = new StringBuilder();
    append(text, tree);
    return hex(text.toString(), 16);
  }

  /** The first {@code digits} hex digits of the SHA-256 of a text. */
  public static String hex(String text, int digits) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      var hash = digest.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, digits);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }

  /** Each value carries its length, so no two trees write the same text. */
  private static void append(StringBuilder text, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        var sorted = new TreeMap<String, Object>();
        map.forEach((key, entry) -> sorted.put(String.valueOf(key), entry));
        text.append('{').append(sorted.size()).append(':');
        sorted.forEach(
            (key, entry) -> {
              append(text, key);
              append(text, entry);
            });
      }
      case List<?> list -> {
        text.append('[').append(list.size()).append(':');
        list.forEach(entry -> append(text, entry));
      }
      case null -> text.append("null;");
      default -> {
        var scalar = value.toString();
        text.append(scalar.length()).append(':').append(scalar);
      }
    }
  }
}
