package network.mandala.identity.spore;

/**
 * How Go's {@code encoding/json} writes a string. Go 1.22 began to write a backspace and a form
 * feed in the short form; what was signed before has the long one.
 */
enum GoEscapes {
  SINCE_1_22("\\b", "\\f"),
  BEFORE_1_22("\\u0008", "\\u000c");

  private static final String HEX = "0123456789abcdef";

  private final String backspace;
  private final String formFeed;

  GoEscapes(String backspace, String formFeed) {
    this.backspace = backspace;
    this.formFeed = formFeed;
  }

  void quote(String text, StringBuilder out) {
    out.append('"');
    for (int at = 0; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (Character.isHighSurrogate(unit)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        out.append(unit).append(text.charAt(++at));
      } else {
        one(unit, out);
      }
    }
    out.append('"');
  }

  private void one(char unit, StringBuilder out) {
    switch (unit) {
      case '"' -> out.append("\\\"");
      case '\\' -> out.append("\\\\");
      case '\b' -> out.append(backspace);
      case '\f' -> out.append(formFeed);
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      case '<', '>', '&' -> byteInHex(unit, out);
      case '\u2028' -> out.append("\\u2028");
      case '\u2029' -> out.append("\\u2029");
      default -> {
        if (unit < ' ') {
          byteInHex(unit, out);
        } else if (Character.isSurrogate(unit)) {
          // Half a character has no UTF-8.
          out.append("\\ufffd");
        } else {
          out.append(unit);
        }
      }
    }
  }

  private static void byteInHex(char unit, StringBuilder out) {
    out.append("\\u00").append(HEX.charAt(unit >> 4)).append(HEX.charAt(unit & 0xf));
  }
}
