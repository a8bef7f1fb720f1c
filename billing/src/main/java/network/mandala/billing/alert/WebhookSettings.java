package network.mandala.billing.alert;

import java.time.Duration;
import java.util.List;

/**
 * How webhooks are called.
 *
 * @param plainHttp whether http is accepted beside https
 * @param allowedAddresses ranges that may be called although they are not public
 * @param timeout for the whole call
 */
public record WebhookSettings(
    PlainHttp plainHttp, List<String> allowedAddresses, Duration timeout) {

  public WebhookSettings {
    allowedAddresses = List.copyOf(allowedAddresses);
  }

  /** Whether a URL without encryption is called. */
  public enum PlainHttp {
    REFUSED,
    ACCEPTED
  }
}
