package network.mandala.ledger.audit;

import static network.mandala.ledger.Fixtures.CPU;
import static network.mandala.ledger.Fixtures.NODE_KEY;
import static network.mandala.ledger.Fixtures.NOON;
import static network.mandala.ledger.Fixtures.PRICES;
import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static network.mandala.ledger.Fixtures.window;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.audit.AuditReport.Check;
import network.mandala.ledger.debit.DebitWindow;
import network.mandala.ledger.testing.MySqlServer;
import network.mandala.ledger.usage.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Somebody with all rights changes the books behind the ledger's back. */
class AuditTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  @Test
  void rightBooksHaveNoFindings() {
    try (var ledger = books()) {
      var report = ledger.audit().run();

      assertThat(report.findings()).isEmpty();
      assertThat(report.ok()).isTrue();
      assertThat(report.projects()).isEqualTo(1);
      assertThat(report.entries()).isEqualTo(4);
      assertThat(report.receipts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "update account set tenant_funds = tenant_funds + 1, adjustments = adjustments - 1"
            + "|BALANCES|tenant_funds is",
        "update entry set tenant_funds = 501, node_wallet = -501 where kind = 'TOP_UP'"
            + "|BALANCES|tenant_funds is",
        "update entry set balance_after = balance_after + 1 where kind = 'HOLD'"
            + "|RUNNING_BALANCE|were there after it",
        "update hold set state = 'RELEASED'|HOLDS|are held, and the open holds sum to 0 sat",
        "update receipt set body = replace(body, '150000000', '150000001')"
            + "|RECEIPTS|it was changed",
        "update receipt set body = '{}'|RECEIPTS|a receipt cannot be read",
        "update receipt set signature = reverse(signature)|RECEIPTS|its signature is not",
        "delete from receipt where sequence = 1|RECEIPTS|its first receipt is 2",
        "delete from receipt where sequence = 2|RECEIPTS|does not name the newest",
        "delete from receipt|RECEIPTS|does not name the newest",
        "update charge set msat = msat + 1|CHARGES|its charges sum to",
        "update account set msat_carry = 5|CHARGES|msat are carried",
        "update remainder set carry = carry + 1|CHARGES|the receipts left a carry of"
      })
  void whatIsChangedIsFound(String sql, Check check, String message) {
    try (var ledger = books()) {
      ledger
          .database()
          .inTransaction(
              tx -> {
                for (var trigger : TRIGGERS) {
                  tx.execute("drop trigger " + trigger);
                }
                return tx.execute(sql);
              });

      assertThat(ledger.audit().run().findings())
          .anySatisfy(
              finding -> {
                assertThat(finding.check()).isEqualTo(check);
                assertThat(finding.message()).contains(message);
              });
    }
  }

  private static final List<String> TRIGGERS =
      List.of(
          "entry_is_never_changed",
          "receipt_is_never_changed",
          "receipt_is_never_deleted",
          "charge_is_never_changed");

  private static Ledger books() {
    var ledger = Ledger.open(mysql.another());
    ledger.database().migrate();
    var project = registered(ledger, "books");
    ledger.prices().publish(PRICES, Instant.EPOCH, "audit");
    ledger.journal().credit(project, sat(5000), "paid", "paid", "tenant");
    ledger.holds().reserve(project, sat(100), "job", NOON);
    for (int n = 0; n < 2; n++) {
      ledger
          .debits(NODE_KEY)
          .charge(
              List.of(new DebitWindow(project, window(n), List.of(Reading.of(CPU, 150_000_000)))));
    }
    return ledger;
  }
}
