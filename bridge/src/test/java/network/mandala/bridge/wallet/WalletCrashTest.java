package network.mandala.bridge.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.testing.Crash;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A bridge dies at each of its statements in turn; another one goes on. */
class WalletCrashTest {
  private static final int MOST_STATEMENTS = 60;

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @ParameterizedTest
  @EnumSource
  void noOutputIsEverInTwoTransactions(Crash.How how) throws IOException {
    var settings = mysql.another();
    try (var safe = Ledger.open(settings);
        var failing = Ledger.open(settings);
        var play = new PlayWallet(safe.database())) {
      safe.database().migrate();
      var crash = Crash.in(failing.database(), settings);
      var dying = play.keeper(failing.database(), PlayWallet.NODE);
      var other = play.keeper();
      long swept = 0;
      int statement = 1;
      for (boolean crashed = true; crashed; statement++) {
        var deposits = List.of(play.deposit(3000), play.deposit(700));

        crash.at(statement, how);
        die(dying);
        crashed = crash.disarm();

        play.makeDue();
        other.turn();
        other.follow();
        var sweeps = play.spending(deposits);
        assertThat(sweeps).as("statement %d", statement).hasSize(1);
        assertThat(PlayWallet.evidence(sweeps.getFirst(), deposits).unchecked()).isZero();
        play.arc.says(sweeps.getFirst().id(), "MINED");
        play.makeDue();
        other.follow();

        swept += sweeps.getFirst().outputs().getFirst().satoshis();
        assertThat(play.funds().swept().value()).as("statement %d", statement).isEqualTo(swept);
        assertThat(play.funds().confirmed().value()).isZero();
        assertThat(play.funds().leaving().value()).isZero();
        assertThat(play.spends())
            .hasSize(statement)
            .allMatch(spend -> spend.state().equals("MINED"));
        assertThat(statement).isLessThan(MOST_STATEMENTS);
      }
      assertThat(statement).as("statements that were tried").isGreaterThan(10);
    }
  }

  /** One turn, in which it may die. */
  private static void die(WalletKeeper keeper) {
    try {
      keeper.turn();
      keeper.follow();
    } catch (RuntimeException e) {
      assertThat(e).as("that it dies").isNotInstanceOf(IllegalStateException.class);
    }
  }
}
