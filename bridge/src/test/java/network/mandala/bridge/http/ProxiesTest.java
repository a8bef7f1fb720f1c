package network.mandala.bridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxiesTest {
  private final Proxies proxies = new Proxies(List.of("10.42.0.0/16", "fd00::/8", "192.0.2.7/32"));

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          203.0.113.9 | 198.51.100.1            | 203.0.113.9  | somebody else wrote the header
          10.42.3.4   | 198.51.100.1            | 198.51.100.1 | our proxy says who it was
          10.42.3.4   | 6.6.6.6, 198.51.100.1   | 198.51.100.1 | what the caller wrote before is not believed
          10.42.3.4   | 198.51.100.1, 192.0.2.7 | 198.51.100.1 | through two of our proxies
          10.42.3.4   | ''                      | 10.42.3.4    | no header
          10.42.3.4   | unknown                 | 10.42.3.4    | no address
          10.43.3.4   | 198.51.100.1            | 10.43.3.4    | just outside of the range
          fd00::1     | 2001:db8::5             | 2001:db8::5  | IPv6
          192.0.2.7   | 10.42.1.1               | 10.42.1.1    | all hops are ours
          """)
  void theOriginIsTheNearestThatIsNotOurs(String peer, String header, String origin, String why) {
    assertThat(proxies.origin(peer, List.of(header))).as(why).isEqualTo(origin);
  }
}
