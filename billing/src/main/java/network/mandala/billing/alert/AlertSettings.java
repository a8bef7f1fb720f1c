package network.mandala.billing.alert;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import network.mandala.configuration.ConfigReader;

/**
 * How alerts are found and sent.
 *
 * @param node how the provider calls the node, such as its domain; shown to people
 * @param interval between two looks at the journal and the outbox
 * @param oldest crossings that are older are not told any more
 * @param mail null: alerts are not sent by mail
 */
public record AlertSettings(
    String node, Duration interval, Duration oldest, MailSettings mail, WebhookSettings webhooks) {

  /** Reads every key that begins with {@code alerts}; problems stay in the reader. */
  public static AlertSettings read(ConfigReader in) {
    var settings =
        new AlertSettings(
            in.text(
                "alerts.node",
                "this node",
                "how mails and webhooks call the node, such as its domain"),
            in.duration(
                "alerts.interval",
                Duration.ofSeconds(10),
                "how often the journal and the outbox are looked at"),
            in.duration(
                "alerts.oldest",
                Duration.ofDays(1),
                "crossings of longer ago are not told any more"),
            readMail(in),
            readWebhooks(in));
    in.require(settings.interval().toMillis() >= 100, "alerts.interval: must be at least 100ms");
    return settings;
  }

  private static MailSettings readMail(ConfigReader in) {
    var host =
        in.text("alerts.mail.host", "", "mail server that takes the alerts; none: no mail is sent");
    int port = in.intBetween("alerts.mail.port", 1, 65535, 587, "its port");
    var encryption =
        in.oneOf(
            "alerts.mail.encryption",
            List.of("starttls", "tls", "none"),
            "starttls",
            "starttls and tls: a server without it gets no mail; none: only on the same machine");
    var user = in.text("alerts.mail.user", "", "user to log in as; none: no login");
    var passwordFile =
        in.pathOrNull(
            "alerts.mail.passwordFile", "file with the user's password, read for each mail");
    var from = in.text("alerts.mail.from", "", "address of the sender; required with a host");
    var timeout =
        in.duration(
            "alerts.mail.timeout",
            Duration.ofSeconds(15),
            "longest wait for each answer of the server; a mail as a whole has a minute");
    if (host.isEmpty()) {
      return null;
    }
    in.require(MailAddress.problem(from).isEmpty(), "alerts.mail.from: must be an address of mail");
    in.require(
        user.isEmpty() == (passwordFile == null),
        "alerts.mail.user: give both user and passwordFile, or none of them");
    in.require(
        user.isEmpty() || !encryption.equals("none"),
        "alerts.mail.user: a password is not sent in the clear: set alerts.mail.encryption to"
            + " starttls or tls");
    return new MailSettings(
        host,
        port,
        MailSettings.Encryption.valueOf(encryption.toUpperCase(Locale.ROOT)),
        encryption.equals("none") ? "" : user,
        passwordFile,
        from,
        timeout);
  }

  private static WebhookSettings readWebhooks(ConfigReader in) {
    var plainHttp =
        in.flag("alerts.webhooks.allowHttp", false, "whether URLs with http are called as well");
    var allowed =
        in.cidrs(
            "alerts.webhooks.allowAddresses",
            "addresses that are called although they are not public, such as 10.1.0.0/16");
    var timeout =
        in.duration(
            "alerts.webhooks.timeout", Duration.ofSeconds(10), "longest wait for an answer");
    try {
      var _ = new AddressRules(allowed);
    } catch (IllegalArgumentException e) {
      in.require(false, "alerts.webhooks.allowAddresses: " + e.getMessage());
    }
    return new WebhookSettings(
        plainHttp ? WebhookSettings.PlainHttp.ACCEPTED : WebhookSettings.PlainHttp.REFUSED,
        allowed,
        timeout);
  }
}
