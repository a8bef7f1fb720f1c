package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import network.mandala.billing.alert.Contacts.Target;
import network.mandala.crds.project.Network;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Webhook;
import org.junit.jupiter.api.Test;

class ContactsTest {

  private static final WebhookSettings WEBHOOKS =
      new WebhookSettings(WebhookSettings.PlainHttp.REFUSED, List.of(), Duration.ofSeconds(5));
  private static final MailSettings MAIL =
      new MailSettings(
          "mail.tenant.io",
          587,
          MailSettings.Encryption.STARTTLS,
          "",
          null,
          "node@tenant.io",
          Duration.ofSeconds(5));

  @Test
  void areThoseThatCanBeReachedEachOnce() {
    var contacts =
        Contacts.of(
            project(
                List.of("ops@tenant.io", "ops@tenant.io", "placeholder@domain.com", "nobody"),
                List.of("https://hooks.tenant.io/a", "http://hooks.tenant.io/a")),
            settings(MAIL));

    assertThat(contacts.targets())
        .containsExactly(
            new Target(Channel.EMAIL, "ops@tenant.io"),
            new Target(Channel.WEBHOOK, "https://hooks.tenant.io/a"));
    assertThat(contacts.dropped())
        .containsExactly(
            "an address of mail: a placeholder",
            "an address of mail: not an address of mail",
            "a webhook: the URL is not https");
  }

  @Test
  void haveNoMailWhereTheNodeSendsNone() {
    var contacts = Contacts.of(project(List.of("ops@tenant.io"), List.of()), settings(null));

    assertThat(contacts.targets()).isEmpty();
    assertThat(contacts.dropped())
        .containsExactly(
            "an address of mail: this node sends no mail (alerts.mail.host is not set)");
  }

  private static AlertSettings settings(MailSettings mail) {
    return new AlertSettings("n", Duration.ofSeconds(10), Duration.ofDays(1), mail, WEBHOOKS);
  }

  private static LedgerProject project(List<String> emails, List<String> urls) {
    return new LedgerProject(
        "p1",
        "shop",
        "mandala-project-shop",
        "",
        Network.MAIN,
        List.of(),
        new network.mandala.ledger.project.Contacts(
            emails, urls.stream().map(url -> new Webhook(URI.create(url))).toList()));
  }
}
