package network.mandala.bridge.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicLong;
import network.mandala.bridge.http.Refusal;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsTest {
  private static final Rate TWO = new Rate(1, 2);

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void tellsWhenToComeAgainAndLetsThroughThen() {
    var limits = new Limits(new LimitSettings(Rate.UNLIMITED, TWO, Rate.UNLIMITED), nanos::get);
    limits.call("192.0.2.1");
    limits.call("192.0.2.1");

    assertThatThrownBy(() -> limits.call("192.0.2.1"))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.reply().status()).isEqualTo(429);
              assertThat(refusal.reply().headers()).containsEntry("retry-after", "1");
            });
    assertThatCode(() -> limits.call("192.0.2.2")).doesNotThrowAnyException();
    nanos.addAndGet(1_000_000_000L);
    assertThatCode(() -> limits.call("192.0.2.1")).doesNotThrowAnyException();
  }

  @Test
  void countsIdentitiesAddressesAndHandshakesApart() {
    var limits = new Limits(new LimitSettings(TWO, TWO, TWO), nanos::get);
    var identity = WalletKey.parse("11".repeat(32)).publicKey();
    for (int i = 0; i < 2; i++) {
      limits.call(identity);
      limits.call("192.0.2.1");
      limits.handshake("192.0.2.1");
    }

    assertThatThrownBy(() -> limits.call(identity)).isInstanceOf(Refusal.class);
    assertThatThrownBy(() -> limits.handshake("192.0.2.1")).isInstanceOf(Refusal.class);
    assertThatCode(() -> limits.handshake("192.0.2.9")).doesNotThrowAnyException();
  }

  @Test
  void noRateIsNoLimit() {
    var limits = new Limits(LimitSettings.NONE, nanos::get);

    assertThatCode(
            () -> {
              for (int i = 0; i < 10_000; i++) {
                limits.call("192.0.2.1");
              }
            })
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "2001:db8:0:1::1, 2001:db8:0:1:ffff::2, true",
    "2001:db8:0:1::1, 2001:db8:0:2::1, false",
    "unknown, unknown, true",
    "un:known, un:known, true"
  })
  void whoeverHasOneAddressOfANetworkHasAllOfThem(String one, String other, boolean same) {
    assertThat(Network.of(one).equals(Network.of(other))).isEqualTo(same);
  }
}
