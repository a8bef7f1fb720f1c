package network.mandala.bridge.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import network.mandala.bridge.chain.PlayCoins;
import network.mandala.bridge.chain.Report;
import network.mandala.crds.project.Network;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SpendStepTest {
  private static final Report MINED = new Report.Mined(new byte[0]);

  @ParameterizedTest
  @EnumSource(names = {"SIGNED", "SENT", "SEEN", "CONTESTED"})
  void onlyABlockAndARefusalEndIt(SpendState state) {
    assertThat(step(state, 0, MINED).lookAgain()).isEmpty();
    assertThat(step(state, 0, new Report.Refused("no")).lookAgain()).isEmpty();
    for (var report :
        List.of(
            new Report.Seen(),
            new Report.Contested(),
            new Report.Pending("STORED"),
            new Report.NotKnown())) {
      var step = step(state, 0, report);
      assertThat(step.lookAgain()).isPresent();
      assertThat(step.state()).isNotIn(SpendState.MINED, SpendState.REFUSED, SpendState.SIGNED);
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 60", "1, 120", "4, 960", "9, 1800", "2000000000, 1800"})
  void theNetworkIsAskedLessAndLessOften(int attempts, long seconds) {
    assertThat(step(SpendState.SEEN, attempts, new Report.Seen()).lookAgain())
        .contains(Duration.ofSeconds(seconds));
  }

  @Test
  void outputsRestLongerAfterEachRefusal() {
    assertThat(SpendStep.rest(1)).isEqualTo(Duration.ofMinutes(10));
    assertThat(SpendStep.rest(3)).isEqualTo(Duration.ofMinutes(40));
    assertThat(SpendStep.rest(1000)).isEqualTo(Duration.ofDays(1));
  }

  private static SpendStep step(SpendState state, int attempts, Report report) {
    var transaction = new PlayCoins(WalletKey.anyone()).coin(1);
    return SpendStep.of(new Spend(1, Network.MAIN, transaction, state, "", attempts), report);
  }
}
