package network.mandala.billing.alert;

/** Text of a tenant, made so that it can only be read. */
final class Harmless {

  private static final int LONGEST = 200;

  private Harmless() {}

  /**
   * One line: no line breaks, no control characters, nothing that turns the direction of writing,
   * no halves of characters; cut when it is long.
   */
  static String line(String text) {
    var line = new StringBuilder();
    text.codePoints().limit(LONGEST).map(Harmless::visible).forEach(line::appendCodePoint);
    return line.toString();
  }

  static String html(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }

  private static int visible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED ->
          ' ';
      default -> character;
    };
  }
}
