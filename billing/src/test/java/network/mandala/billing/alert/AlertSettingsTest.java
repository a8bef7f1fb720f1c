package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;
import org.junit.jupiter.api.Test;

class AlertSettingsTest {

  @Test
  void sendNoMailUntilAServerIsNamed() {
    var settings = read("");

    assertThat(settings.mail()).isNull();
    assertThat(settings.webhooks().plainHttp()).isEqualTo(WebhookSettings.PlainHttp.REFUSED);
    assertThat(settings.webhooks().allowedAddresses()).isEmpty();
  }

  @Test
  void useEncryptionUnlessTheyAreToldOtherwise() {
    var mail =
        read("""
                alerts:
                  mail: {host: mail.tenant.io, user: node, passwordFile: /p, from: node@tenant.io}
                """)
            .mail();

    assertThat(mail.passwordFile()).isEqualTo(Path.of("/p"));
    assertThat(mail.encryption()).isEqualTo(MailSettings.Encryption.STARTTLS);
    assertThat(mail.port()).isEqualTo(587);
  }

  @Test
  void tellAllProblemsAtOnce() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    alerts:
                      interval: 1ms
                      mail: {host: mail.tenant.io, user: node, encryption: none, from: nobody}
                      webhooks: {allowAddresses: [10.0.0.0/64]}
                    """))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("alerts.interval: must be at least 100ms")
        .hasMessageContaining("alerts.mail.from: must be an address of mail")
        .hasMessageContaining("alerts.mail.user: give both user and passwordFile")
        .hasMessageContaining("alerts.mail.user: a password is not sent in the clear")
        .hasMessageContaining("alerts.webhooks.allowAddresses: '10.0.0.0/64'");
  }

  private static AlertSettings read(String yaml) {
    var in = new ConfigReader(yaml, Map.of());
    var settings = AlertSettings.read(in);
    in.failIfAnyProblem();
    return settings;
  }
}
