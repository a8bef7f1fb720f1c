package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MailAddressTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ops@tenant.io",
        "o@t.io",
        "first.last+billing@mail.tenant-a.co.uk",
        "O'Hara@tenant.io",
        "user_1%x@sub.xn--bcher-kva.ch",
      })
  void takesAddressesOfPeople(String address) {
    assertThat(MailAddress.problem(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ops",
        "ops@",
        "@tenant.io",
        "ops@tenant",
        "ops@@tenant.io",
        "a@b@tenant.io",
        "ops@tenant..io",
        "op..s@tenant.io",
        "ops.@tenant.io",
        ".ops@tenant.io",
        "ops@-tenant.io",
        "ops@tenant-.io",
        "ops@10.0.0.1",
        "ops@[10.0.0.1]",
        "ops tenant@tenant.io",
        "\"ops\"@tenant.io",
        "Ops <ops@tenant.io>",
        "ops@tenant.io,other@tenant.io",
        "ops@tenant.io\r\nBcc: other@tenant.io",
        "ops@tenant.io\n",
        "ops\u0000@tenant.io",
        "öps@tenant.io",
        "ops@ténant.io",
      })
  void dropsWhatIsNone(String address) {
    assertThat(MailAddress.problem(address)).contains("not an address of mail");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "placeholder@domain.com",
        "Placeholder@tenant.io",
        "ops@example.com",
        "ops@mail.EXAMPLE.org",
        "ops@nowhere.invalid",
        "ops@shop.test",
        "ops@me.localhost",
      })
  void dropsThoseThatStandForNobody(String address) {
    assertThat(MailAddress.problem(address)).contains("a placeholder");
  }

  /** Whatever it takes, the library that writes the header takes as one address. */
  @FuzzTest(maxDuration = "10s")
  void whatIsTakenIsOneAddress(FuzzedDataProvider data) throws AddressException {
    var address = data.consumeRemainingAsString();
    if (MailAddress.problem(address).isEmpty()) {
      assertThat(InternetAddress.parse(address, true)).hasSize(1);
      assertThat(new InternetAddress(address, true).getAddress()).isEqualTo(address);
    }
  }
}
