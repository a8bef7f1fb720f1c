package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

  private static final AddressRules PUBLIC_ONLY = new AddressRules(List.of());

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "10.255.255.255",
        "100.64.0.1",
        "100.100.100.200",
        "127.0.0.1",
        "127.255.0.1",
        "2130706433",
        "169.254.169.254",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.168.1.1",
        "198.18.0.1",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "168.63.129.16",
        "::",
        "::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "::7f00:1",
        "64:ff9b::a00:1",
        "2002:7f00:1::",
        "2001::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1",
        "2001:db8::1",
      })
  void refusesWhatIsNotPublic(String address) throws UnknownHostException {
    assertThat(PUBLIC_ONLY.mayCall(InetAddress.getByName(address))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1",
        "8.8.8.8",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.167.255.255",
        "192.169.0.0",
        "223.255.255.255",
        "168.63.129.15",
        "2606:4700:4700::1111",
        "2a00:1450:4001:827::200e",
      })
  void callsWhatIs(String address) throws UnknownHostException {
    assertThat(PUBLIC_ONLY.mayCall(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void callsWhatTheProviderAllowsAndNothingBesides() throws UnknownHostException {
    var rules = new AddressRules(List.of("10.1.0.0/16", "fd00:1::/33"));

    assertThat(rules.mayCall(InetAddress.getByName("10.1.255.255"))).isTrue();
    assertThat(rules.mayCall(InetAddress.getByName("10.2.0.0"))).isFalse();
    assertThat(rules.mayCall(InetAddress.getByName("fd00:1:0:0:7fff::1"))).isTrue();
    assertThat(rules.mayCall(InetAddress.getByName("fd00:1:8000::1"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "localhost/8", "/8", "::/129"})
  void refusesRangesThatAreNone(String range) {
    assertThatThrownBy(() -> new AddressRules(List.of(range)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(range);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://hooks.tenant.io/alerts?a=b       |
          https://hooks.tenant.io:8443/            |
          HTTPS://hooks.tenant.io/                 |
          http://hooks.tenant.io/                  | the URL is not https
          ftp://hooks.tenant.io/                   | the URL is not https
          file:///etc/passwd                       | the URL has no scheme or no host
          /alerts                                  | the URL has no scheme or no host
          https://me:secret@hooks.tenant.io/       | the URL has a user or a password in it
          https://hooks_1.tenant.io/               | the URL has no scheme or no host
          """)
  void aWebhookIsAnHttpsUrl(URI url, String problem) {
    assertThat(WebhookAddress.problem(url, WebhookSettings.PlainHttp.REFUSED).orElse(null))
        .isEqualTo(problem);
  }
}
