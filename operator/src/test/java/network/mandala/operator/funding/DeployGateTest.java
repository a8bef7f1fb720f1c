package network.mandala.operator.funding;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import network.mandala.crds.price.Estimate;
import network.mandala.crds.project.Balance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeployGateTest {

  @ParameterizedTest
  @CsvSource({
    // balance, least balance, satoshis per hour at least, runway in minutes, missing
    "1,    1,  , 0, 0",
    "0,    1,  , 0, 1",
    "-10,  1,  , 0, 11",
    "0,    0,  , 0, 0",
    "99,   1, 100, 60, 1",
    "100,  1, 100, 60, 0",
    "1,    1, 100, 0, 0",
    "1,    1, , 60, 0",
    // Half a satoshi is one.
    "0,    0, 1, 30, 1",
    "500,  700, 100, 60, 200",
    "0, 1, 9223372036854775807, 600, 2100000000000000",
  })
  void aReleaseNeedsTheLeastBalanceAndToBeCarriedForItsTime(
      long balance, long least, Long perHour, long minutes, long missing) {
    var settings =
        new FundingSettings(
            least, Duration.ofMinutes(minutes), 0, Duration.ZERO, 0, "https://pay/{project}", "");

    var closed =
        DeployGate.decide(
            "demo",
            new Balance(balance, null, null, null),
            perHour == null ? null : new Estimate(perHour, perHour),
            settings);

    if (missing == 0) {
      assertThat(closed).isEmpty();
    } else {
      assertThat(closed.orElseThrow().isUnknown()).isFalse();
      assertThat(closed.orElseThrow().message())
          .contains("Top up " + missing + " satoshis", "https://pay/demo");
    }
  }

  @Test
  void nothingNewBeginsBeforeTheBalanceIsKnown() {
    var settings = new FundingSettings(0, Duration.ZERO, 0, Duration.ZERO, 0, "", "");

    assertThat(DeployGate.decide("demo", null, null, settings).orElseThrow().isUnknown()).isTrue();
  }
}
