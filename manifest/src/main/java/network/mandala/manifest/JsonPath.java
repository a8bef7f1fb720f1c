package network.mandala.manifest;

/** Writes where in a document something is. */
final class JsonPath {
  private static final int LONGEST_NAME = 60;

  private JsonPath() {}

  static String field(String parent, String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]{0,59}")
        ? parent + "." + name
        : parent + "['" + printable(name) + "']";
  }

  static String element(String parent, int index) {
    return parent + "[" + index + "]";
  }

  /** What a stranger wrote, fit for one line of a terminal or a log. */
  static String printable(String text) {
    var words = new StringBuilder();
    text.codePoints()
        .limit(LONGEST_NAME)
        .forEach(
            c ->
                words.appendCodePoint(
                    Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE
                            || Character.getType(c) == Character.LINE_SEPARATOR
                            || Character.getType(c) == Character.PARAGRAPH_SEPARATOR
                        ? '?'
                        : c));
    return text.codePointCount(0, text.length()) > LONGEST_NAME ? words + "..." : words.toString();
  }
}
