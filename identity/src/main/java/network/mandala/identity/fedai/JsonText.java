package network.mandala.identity.fedai;

import java.util.LinkedHashMap;
import java.util.Map;
import network.mandala.identity.CanonicalJson;

/**
 * JSON as text: in canonical form, and taken apart at its first level without another model of
 * numbers, so that what is signed is exactly what came.
 */
final class JsonText {
  /** Deeper JSON than any message needs is not parsed: a parser calls itself for each level. */
  private static final int DEEPEST = 64;

  private JsonText() {}

  /**
   * The canonical form of an object.
   *
   * @throws IllegalArgumentException if it is none, or too deep
   */
  static String canonical(String json) {
    requireShallow(json);
    var canonical = CanonicalJson.of(json);
    if (canonical.charAt(0) != '{') {
      throw new IllegalArgumentException("this is no object");
    }
    return withEscapedHalves(canonical);
  }

  /** JavaScript writes half a surrogate pair as an escape; UTF-8 has no way to write it. */
  private static String withEscapedHalves(String canonical) {
    StringBuilder escaped = null;
    for (int i = 0; i < canonical.length(); i++) {
      char c = canonical.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < canonical.length()
              && Character.isLowSurrogate(canonical.charAt(i + 1));
      if (Character.isSurrogate(c) && !pair) {
        escaped = escaped == null ? new StringBuilder(canonical.substring(0, i)) : escaped;
        escaped.append("\\u%04x".formatted((int) c));
      } else if (pair) {
        if (escaped != null) {
          escaped.append(c).append(canonical.charAt(i + 1));
        }
        i++;
      } else if (escaped != null) {
        escaped.append(c);
      }
    }
    return escaped == null ? canonical : escaped.toString();
  }

  private static void requireShallow(String json) {
    int depth = 0;
    boolean inString = false;
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        if (++depth > DEEPEST) {
          throw new IllegalArgumentException("this is deeper than " + DEEPEST + " levels");
        }
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
  }

  /** Name and canonical value of each member of a canonical object, in order. */
  static Map<String, String> members(String canonical) {
    var members = new LinkedHashMap<String, String>();
    int at = 1;
    while (canonical.charAt(at) != '}') {
      int nameEnd = endOfValue(canonical, at);
      int valueEnd = endOfValue(canonical, nameEnd + 1);
      members.put(
          unquote(canonical.substring(at, nameEnd)), canonical.substring(nameEnd + 1, valueEnd));
      at = canonical.charAt(valueEnd) == ',' ? valueEnd + 1 : valueEnd;
    }
    return members;
  }

  private static int endOfValue(String canonical, int from) {
    int depth = 0;
    boolean inString = false;
    for (int i = from; ; i++) {
      char c = canonical.charAt(i);
      if (inString) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          inString = false;
        }
      } else if (c == '"') {
        inString = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (depth == 0 && (c == ',' || c == ':' || c == '}' || c == ']')) {
        return i;
      } else if (c == '}' || c == ']') {
        depth--;
      }
    }
  }

  static boolean isString(String canonicalValue) {
    return canonicalValue.charAt(0) == '"';
  }

  static String unquote(String canonicalString) {
    var text = new StringBuilder(canonicalString.length());
    for (int i = 1; i < canonicalString.length() - 1; i++) {
      char c = canonicalString.charAt(i);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = canonicalString.charAt(++i);
      switch (escape) {
        case 'b' -> text.append('\b');
        case 't' -> text.append('\t');
        case 'n' -> text.append('\n');
        case 'f' -> text.append('\f');
        case 'r' -> text.append('\r');
        case 'u' -> {
          text.append((char) Integer.parseInt(canonicalString.substring(i + 1, i + 5), 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }

  /** A text in canonical JSON. */
  static String quote(String text) {
    var quoted = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\b' -> quoted.append("\\b");
        case '\t' -> quoted.append("\\t");
        case '\n' -> quoted.append("\\n");
        case '\f' -> quoted.append("\\f");
        case '\r' -> quoted.append("\\r");
        default -> {
          if (c < ' ') {
            quoted.append("\\u%04x".formatted((int) c));
          } else {
            quoted.append(c);
          }
        }
      }
    }
    return withEscapedHalves(quoted.append('"').toString());
  }
}
