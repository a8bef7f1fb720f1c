package network.mandala.billing.tick;

import static org.assertj.core.api.Assertions.assertThat;

import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiTurnTest {

  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @Test
  void onlyOneHasItUntilItIsGivenBack() {
    try (var one = LedgerDatabase.open(mysql.settings());
        var other = LedgerDatabase.open(mysql.settings())) {
      var first = new JdbiTurn(one).take();
      assertThat(first).isPresent();
      assertThat(new JdbiTurn(other).take()).isEmpty();

      first.get().close();

      var second = new JdbiTurn(other).take();
      assertThat(second).isPresent();
      second.get().close();
    }
  }

  @Test
  void aDatabaseThatIsGoneKeepsNobodyFromFindingOut() {
    var nowhere = new DatabaseSettings("jdbc:mysql://127.0.0.1:1/ledger", "u", "p", 1);
    try (var gone = LedgerDatabase.open(nowhere)) {
      var turn = new JdbiTurn(gone).take();

      assertThat(turn).isPresent();
      turn.get().close();
    }
  }
}
