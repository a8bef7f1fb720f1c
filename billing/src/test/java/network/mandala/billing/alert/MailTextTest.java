package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.quicktheories.WithQuickTheories;

class MailTextTest implements WithQuickTheories {

  static Notice notice(String name) {
    return new Notice(
        "0123456789abcdef0123456789abcdef",
        name,
        "shop",
        "main",
        Direction.FELL,
        -1_250_000,
        List.of(0L, -1_000_000L),
        Urgency.URGENT,
        Instant.parse("2026-01-01T12:00:00Z"));
  }

  @Test
  void saysWhatHappenedAndWhatToDo() {
    var text = MailText.of(notice("The Shop"), "node.tenant.io");

    assertThat(text.subject()).isEqualTo("Billing Alert for Project: The Shop");
    assertThat(text.plain())
        .isEqualTo(
            """
            Urgent: the balance of project The Shop has fallen.

              Balance      -1 250 000 satoshis
              Fell below   0, -1 000 000 satoshis
              When         2026-01-01T12:00:00Z
              Project      shop (main)
              Project id   0123456789abcdef0123456789abcdef

            More was used than was paid for. The project may be asleep now; its data is kept. It wakes by itself soon after its balance has been topped up.

            You get this mail because the project names you in spec.funding.contacts on the node node.tenant.io.
            It is sent once each time that the balance falls below one of the project's thresholds, or rises to it again.
            """);
    assertThat(text.html())
        .contains("<strong>The Shop</strong>")
        .contains("<strong>-1 250 000</strong> satoshis");
  }

  @Test
  void putsNothingOfATenantIntoHtmlOrAHeader() {
    var text =
        MailText.of(
            notice(
                "</strong><script src='https://evil.io'>\r\nBcc: all@tenant.io\u2028{{node}}&\"\u202E"),
            "node.tenant.io");

    assertThat(text.html())
        .contains(
            "&lt;/strong&gt;&lt;script src=&#39;https://evil.io&#39;&gt;  Bcc: all@tenant.io {{node}}&amp;&quot; ")
        .doesNotContain("<script");
    assertThat(text.subject()).doesNotContain("\r", "\n", "\u2028", "\u202E");
    assertThat(text.plain().lines().count()).isEqualTo(12);
  }

  @Test
  void saysThatABalanceHasRisen() {
    var risen =
        new Notice(
            "0123",
            "The Shop",
            "shop",
            "main",
            Direction.ROSE,
            20_000_000,
            List.of(10_000_000L),
            Urgency.NOTICE,
            Instant.parse("2026-01-01T12:00:00Z"));

    assertThat(MailText.of(risen, "n").plain())
        .startsWith("Notice: the balance of project The Shop has risen.")
        .contains("  Rose to      10 000 000 satoshis")
        .contains("they wake by themselves now");
  }

  @Test
  void cutsANameThatIsLong() {
    assertThat(MailText.of(notice("x".repeat(100_000)), "n").subject()).hasSizeLessThan(250);
  }

  @Test
  void isOneLineWhateverTheName() {
    qt().forAll(strings().allPossible().ofLengthBetween(0, 300))
        .checkAssert(
            name -> {
              var text = MailText.of(notice(name), "n");
              assertThat(text.subject().lines().count()).isEqualTo(1);
              assertThat(text.plain().lines().count()).isEqualTo(12);
              assertThat(text.html().chars().filter(c -> c == '<').count())
                  .isEqualTo(
                      MailText.of(notice("x"), "n").html().chars().filter(c -> c == '<').count());
            });
  }
}
