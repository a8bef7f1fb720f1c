package network.mandala.billing.alert;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/** Whether a URL can be a webhook, as far as can be told without looking its name up. */
final class WebhookAddress {

  private static final int LONGEST = 2048;

  private WebhookAddress() {}

  /**
   * @return empty: it can; else why not
   */
  static Optional<String> problem(URI url, WebhookSettings.PlainHttp plainHttp) {
    if (url.toString().length() > LONGEST) {
      return Optional.of("the URL is longer than " + LONGEST + " characters");
    }
    if (url.getScheme() == null || url.getHost() == null) {
      return Optional.of("the URL has no scheme or no host");
    }
    if (url.getRawUserInfo() != null) {
      return Optional.of("the URL has a user or a password in it");
    }
    return switch (url.getScheme().toLowerCase(Locale.ROOT)) {
      case "https" -> Optional.empty();
      case "http" ->
          plainHttp == WebhookSettings.PlainHttp.ACCEPTED
              ? Optional.empty()
              : Optional.of("the URL is not https");
      default -> Optional.of("the URL is not https");
    };
  }
}
