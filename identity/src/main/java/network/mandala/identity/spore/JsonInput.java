package network.mandala.identity.spore;

import java.util.HashSet;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Reads JSON as Go's {@code encoding/json} does where that has one meaning, and refuses the rest: a
 * member that comes twice. What is no UTF-8 and half a surrogate pair become U+FFFD, as there.
 */
final class JsonInput {
  private static final char REPLACEMENT = '\uFFFD';
  private static final int LONGEST_NUMBER = 20;

  private final byte[] in;
  private int at;

  JsonInput(byte[] in) {
    this.in = in;
  }

  /** The members of an object, each by its name; {@code member} reads its value. */
  void object(String what, Consumer<String> member) {
    expect('{', what + " is no object");
    var seen = new HashSet<String>();
    if (nextIs('}')) {
      return;
    }
    do {
      if (peek() != '"') {
        throw wrong("a name in quotes is missing");
      }
      var name = text("a name");
      if (!seen.add(name)) {
        throw invalid("the key " + shown(name) + " comes twice in " + what);
      }
      expect(':', "a colon is missing");
      member.accept(name);
    } while (nextIs(','));
    expect('}', "the end of " + what + " is missing");
  }

  /** The elements of an array; {@code element} reads each. */
  void array(String what, Runnable element) {
    expect('[', what + " is no list");
    if (nextIs(']')) {
      return;
    }
    do {
      element.run();
    } while (nextIs(','));
    expect(']', "the end of " + what + " is missing");
  }

  /** A text; null is an empty one, as in Go. */
  String text(String what) {
    if (isNull()) {
      return "";
    }
    expect('"', what + " is no text");
    var text = new StringBuilder();
    while (true) {
      int next = byteAt(at);
      if (next == '"') {
        at++;
        return text.toString();
      }
      if (next == '\\') {
        escape(text);
      } else if (next < ' ') {
        throw wrong("a text is not ended, or has a control character in it");
      } else if (next < 0x80) {
        text.append((char) next);
        at++;
      } else {
        rune(text);
      }
    }
  }

  /** An integer of 64 bits without fraction and exponent; null is 0. */
  long integer(String what) {
    if (isNull()) {
      return 0;
    }
    peek();
    int start = at;
    if (byteAt(at) == '-') {
      at++;
    }
    int digits = at;
    while (byteAt(at) >= '0' && byteAt(at) <= '9') {
      at++;
    }
    int next = byteAt(at);
    if (digits == at
        || at - start > LONGEST_NUMBER
        || (byteAt(digits) == '0' && at - digits > 1)
        || next == '.'
        || next == 'e'
        || next == 'E') {
      throw wrong(what + " is no whole number");
    }
    try {
      return Long.parseLong(
          new String(in, start, at - start, java.nio.charset.StandardCharsets.US_ASCII));
    } catch (NumberFormatException e) {
      throw wrong(what + " is larger than 64 bits");
    }
  }

  /** True or false; null is false. */
  boolean truth(String what) {
    if (isNull() || word("false")) {
      return false;
    }
    if (word("true")) {
      return true;
    }
    throw wrong(what + " is neither true nor false");
  }

  /** Whether null comes next; it is read then. */
  boolean isNull() {
    return word("null");
  }

  void end() {
    if (peek() >= 0) {
      throw wrong("something follows after the manifest");
    }
  }

  InvalidSpore invalid(String message) {
    return new InvalidSpore(BundlePart.MANIFEST, message);
  }

  /** Quoted for a message: nothing in it can break a line or forge another. */
  static String shown(String text) {
    var start = text.length() > 60 ? text.substring(0, 60) + "..." : text;
    return "\"" + start.replaceAll("[^\\p{Alnum}\\p{Punct} ]", "?").replace('"', '?') + "\"";
  }

  private InvalidSpore wrong(String message) {
    return invalid(message + " (at byte " + at + ")");
  }

  private boolean word(String word) {
    peek();
    for (int i = 0; i < word.length(); i++) {
      if (byteAt(at + i) != word.charAt(i)) {
        return false;
      }
    }
    at += word.length();
    return true;
  }

  private void expect(char what, String otherwise) {
    if (!nextIs(what)) {
      throw wrong(otherwise);
    }
  }

  private boolean nextIs(char what) {
    if (peek() != what) {
      return false;
    }
    at++;
    return true;
  }

  /** The next byte that is no white space; -1 at the end. */
  private int peek() {
    int next = byteAt(at);
    while (next == ' ' || next == '\n' || next == '\r' || next == '\t') {
      next = byteAt(++at);
    }
    return next;
  }

  private int byteAt(int index) {
    return index < in.length ? in[index] & 0xff : -1;
  }

  private void escape(StringBuilder text) {
    int kind = byteAt(at + 1);
    at += 2;
    switch (kind) {
      case '"', '\\', '/' -> text.append((char) kind);
      case 'b' -> text.append('\b');
      case 'f' -> text.append('\f');
      case 'n' -> text.append('\n');
      case 'r' -> text.append('\r');
      case 't' -> text.append('\t');
      case 'u' -> {
        char unit = hex();
        if (Character.isHighSurrogate(unit) && byteAt(at) == '\\' && byteAt(at + 1) == 'u') {
          int before = at;
          at += 2;
          char second = hex();
          if (Character.isLowSurrogate(second)) {
            text.append(unit).append(second);
            return;
          }
          at = before;
        }
        text.append(Character.isSurrogate(unit) ? REPLACEMENT : unit);
      }
      default -> throw wrong("a text has an escape that JSON does not know");
    }
  }

  private char hex() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(byteAt(at + i), 16);
      if (digit < 0) {
        throw wrong("four hexadecimal digits are missing after \\u");
      }
      value = value * 16 + digit;
    }
    at += 4;
    return (char) value;
  }

  /** One character of more than a byte; each byte that is part of none is U+FFFD (Go's rule). */
  private void rune(StringBuilder text) {
    int lead = byteAt(at);
    int length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    if (lead < 0xc2 || lead > 0xf4 || !isWellFormed(lead, length)) {
      text.append(REPLACEMENT);
      at++;
      return;
    }
    int value = lead & (0xff >> (length + 1));
    for (int i = 1; i < length; i++) {
      value = value << 6 | byteAt(at + i) & 0x3f;
    }
    text.appendCodePoint(value);
    at += length;
  }

  /** Table 3-7 of the Unicode standard: the second byte decides. */
  private boolean isWellFormed(int lead, int length) {
    int least = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    int most = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (byteAt(at + 1) < least || byteAt(at + 1) > most) {
      return false;
    }
    for (int i = 2; i < length; i++) {
      if (byteAt(at + i) < 0x80 || byteAt(at + i) > 0xbf) {
        return false;
      }
    }
    return true;
  }

  /** For a key that is not known: perhaps it is only written otherwise. */
  InvalidSpore unknown(String name, String what, Iterable<String> known) {
    for (var key : known) {
      if (key.toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
        return invalid("the key " + shown(name) + " in " + what + " is written " + key);
      }
    }
    return invalid("the key " + shown(name) + " in " + what + " is not known, and not signed");
  }
}
