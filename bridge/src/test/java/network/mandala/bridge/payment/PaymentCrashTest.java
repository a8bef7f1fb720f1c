package network.mandala.bridge.payment;

import static network.mandala.bridge.payment.PlayPayments.coins;
import static network.mandala.bridge.payment.PlayPayments.pay;
import static network.mandala.bridge.payment.PlayPayments.prefix;
import static network.mandala.bridge.payment.PlayPayments.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import network.mandala.crds.project.Network;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.testing.Crash;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bridge dies at each of its statements in turn; the same payment again, or nobody, goes on. */
class PaymentCrashTest {
  private static final WalletKey OWNER = WalletKey.parse("22".repeat(32));
  private static final String SUFFIX = "c3VmZml4";
  private static final int MOST_STATEMENTS = 60;

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @ParameterizedTest
  @CsvSource({
    "BEFORE, true", "AFTER, true", "CONNECTION, true",
    "BEFORE, false", "AFTER, false", "CONNECTION, false"
  })
  void endsInOneCredit(Crash.How how, boolean trusts) throws IOException {
    var network = trusts ? Network.TEST : Network.MAIN;
    try (var database = LedgerDatabase.open(mysql.settings());
        var play = PlayPayments.failing(api, mysql.ledger(), database, trusts)) {
      var crash = Crash.in(database, mysql.settings());
      var owner = play.caller(OWNER);
      boolean crashed = true;
      int statement = 1;
      for (; crashed; statement++) {
        var project = play.project(OWNER, network);
        var prefix = prefix(owner, project, 100);
        var beef = coins(OWNER).pay(100, script(OWNER, prefix, SUFFIX)).beef();

        crash.at(statement, how);
        pay(owner, project, 100, prefix, SUFFIX, beef);
        crashed = crash.disarm();

        play.makeDue();
        if (statement % 2 == 0) {
          play.due.round();
        }
        var again = pay(owner, project, 100, prefix, SUFFIX, beef);
        assertThat(again.status()).as("statement %d: %s", statement, again).isEqualTo(200);
        assertThat(play.balance(project)).as("statement %d", statement).isEqualTo(100);
        assertThat(mysql.ledger().journal().entries(project, EntryQuery.latest(9))).hasSize(1);
        assertThat(statement).isLessThan(MOST_STATEMENTS);
      }
      assertThat(statement).as("statements that were tried").isGreaterThan(5);
      assertThat(mysql.ledger().audit().run().findings()).isEmpty();
    }
  }
}
