package network.mandala.billing.alert;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether mail can be sent to what a tenant gives as an address. */
final class MailAddress {

  private static final int LONGEST = 254;

  /** Narrower than RFC 5322: no quotes, no comments, nothing that ends a header. */
  private static final Pattern FORM =
      Pattern.compile(
          "[A-Za-z0-9_+-][A-Za-z0-9._%+=/#&'*?^{|}~$!-]{0,63}@"
              + "([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z][A-Za-z0-9-]{0,61}[A-Za-z0-9]");

  /** Names that stand for nobody: RFC 2606, and what the older node writes for unknown people. */
  private static final List<String> NOBODYS_DOMAINS =
      List.of("example.com", "example.net", "example.org");

  private static final List<String> NOBODYS_ENDINGS =
      List.of(".example", ".invalid", ".test", ".localhost");

  private MailAddress() {}

  /**
   * @return empty: it can; else the word that says why not
   */
  static Optional<String> problem(String address) {
    if (address.length() > LONGEST
        || !FORM.matcher(address).matches()
        || address.contains("..")
        || address.contains(".@")) {
      return Optional.of("not an address of mail");
    }
    var lower = address.toLowerCase(Locale.ROOT);
    var name = lower.substring(0, lower.indexOf('@'));
    var domain = lower.substring(lower.indexOf('@') + 1);
    boolean nobody =
        name.equals("placeholder")
            || NOBODYS_DOMAINS.stream()
                .anyMatch(known -> domain.equals(known) || domain.endsWith("." + known))
            || NOBODYS_ENDINGS.stream().anyMatch(domain::endsWith);
    return nobody ? Optional.of("a placeholder") : Optional.empty();
  }
}
