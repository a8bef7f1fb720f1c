package network.mandala.identity.bsv;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What a derived key is for: the invoice number of BRC-42, in the form that BRC-43 gives it.
 *
 * @param number such as {@code 2-auth message signature-nonce nonce}
 */
public record Invoice(String number) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9 ]{5,400}");
  private static final int LONGEST_KEY_ID = 800;

  /**
   * @param protocol 5 to 400 letters, digits and single blanks, not ending in " protocol"
   * @param keyId 1 to 800 characters
   * @throws IllegalArgumentException if BRC-43 does not allow it
   */
  public static Invoice of(SecurityLevel level, String protocol, String keyId) {
    return Invoice.prefix(level, protocol).with(keyId);
  }

  /** What the invoices of one protocol begin with, checked once. */
  record Prefix(String text) {
    /**
     * @param keyId 1 to 800 characters
     */
    Invoice with(String keyId) {
      if (keyId.isEmpty() || keyId.length() > LONGEST_KEY_ID) {
        throw new IllegalArgumentException("a key id has 1 to 800 characters");
      }
      return new Invoice(text + keyId);
    }
  }

  static Prefix prefix(SecurityLevel level, String protocol) {
    var name = protocol.toLowerCase(Locale.ROOT).strip();
    if (!NAME.matcher(name).matches() || name.contains("  ") || name.endsWith(" protocol")) {
      throw new IllegalArgumentException(
          "the name of a protocol has 5 to 400 letters, digits and single blanks, and does not end"
              + " in \" protocol\"");
    }
    return new Prefix(level.digit() + "-" + name + "-");
  }

  byte[] utf8() {
    return number.getBytes(StandardCharsets.UTF_8);
  }
}
