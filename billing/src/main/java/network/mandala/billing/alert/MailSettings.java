package network.mandala.billing.alert;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * The mail server that takes the alerts.
 *
 * @param host its name, which its certificate must have
 * @param user empty: no login
 * @param passwordFile read for each mail; null when there is no login
 * @param from address of the sender
 * @param timeout for each step of the conversation
 */
public record MailSettings(
    String host,
    int port,
    Encryption encryption,
    String user,
    Path passwordFile,
    String from,
    Duration timeout) {

  public MailSettings {
    Objects.requireNonNull(encryption);
    if (!user.isEmpty() && encryption == Encryption.NONE) {
      throw new IllegalArgumentException(
          "alerts.mail.user: a password is not sent without encryption: set alerts.mail.encryption to"
              + " starttls or tls");
    }
  }

  /** How the conversation is kept from others. */
  public enum Encryption {
    /** Not at all: for a server on the same machine. */
    NONE,
    /** After a command; a server that does not offer it gets no mail. */
    STARTTLS,
    /** From the first byte. */
    TLS
  }
}
