package network.mandala.ledger.journal;

import static network.mandala.ledger.Fixtures.registered;
import static network.mandala.ledger.Fixtures.sat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private Journal journal;
  private String project;

  @BeforeEach
  void newProject() {
    journal = mysql.ledger().journal();
    project = registered(mysql.ledger(), "journal");
  }

  @Test
  void aTopUpIsCreditedOncePerKey() {
    var first = journal.credit(project, sat(500), key("a"), "paid", "tenant");
    var again = journal.credit(project, sat(500), key("a"), "paid again", "somebody else");

    assertThat(again).isEqualTo(first);
    assertThat(first.amount()).isEqualTo(sat(500));
    assertThat(first.balanceAfter()).isEqualTo(sat(500));
    assertThat(balance()).isEqualTo(sat(500));
  }

  @Test
  void aKeyIsNeverUsedForSomethingElse() {
    journal.credit(project, sat(500), key("a"), "paid", "tenant");
    var other = registered(mysql.ledger(), "other");

    assertThatThrownBy(() -> journal.credit(project, sat(501), key("a"), "paid", "tenant"))
        .isInstanceOf(KeyReused.class)
        .hasMessageContaining("TOP_UP of 500 sat")
        .hasMessageContaining("not TOP_UP of 501 sat");
    assertThatThrownBy(() -> journal.credit(other, sat(500), key("a"), "paid", "tenant"))
        .isInstanceOf(KeyReused.class);
    assertThatThrownBy(() -> journal.adjust(project, sat(500), key("a"), "gift", "provider"))
        .isInstanceOf(KeyReused.class);
    assertThat(balance()).isEqualTo(sat(500));
    assertThat(mysql.ledger().accounts().balance(other)).isEqualTo(Satoshis.ZERO);
  }

  @Test
  void anAdjustmentGivesOrTakesAndMayLeaveADebt() {
    journal.adjust(project, sat(10), key("give"), "sorry", "provider");
    var taken = journal.adjust(project, sat(-30), key("take"), "chargeback", "provider");

    assertThat(taken.balanceAfter()).isEqualTo(sat(-20));
    assertThat(balance()).isEqualTo(sat(-20));
  }

  @Test
  void aProjectIsWelcomedOnceInItsLife() {
    var first = journal.welcome(project, sat(1000));
    var later = journal.welcome(project, sat(2000));

    assertThat(later).isEqualTo(first);
    assertThat(first.key()).isEqualTo("welcome:" + project);
    assertThat(balance()).isEqualTo(sat(1000));
  }

  @Test
  void aDebtIsWrittenOffToZero() {
    journal.adjust(project, sat(-30), key("take"), "chargeback", "provider");

    var entry = journal.writeOff(project, "gone for a year", "provider");

    assertThat(entry).hasValueSatisfying(e -> assertThat(e.amount()).isEqualTo(sat(30)));
    assertThat(balance()).isEqualTo(Satoshis.ZERO);
    assertThat(journal.writeOff(project, "again", "provider")).isEmpty();
    journal.adjust(project, sat(-1), key("more"), "chargeback", "provider");
    assertThat(journal.writeOff(project, "again", "provider")).isPresent();
  }

  @Test
  void anEntryIsReversedOnce() {
    var wrong = journal.credit(project, sat(500), key("a"), "paid", "tenant");
    journal.adjust(project, sat(-100), key("spent"), "spent", "provider");

    var reversal = journal.reverse(wrong.id(), "double spent", "provider");

    assertThat(reversal.amount()).isEqualTo(sat(-500));
    assertThat(balance()).isEqualTo(sat(-100));
    assertThat(journal.reverse(wrong.id(), "once more", "provider")).isEqualTo(reversal);
    assertThatThrownBy(() -> journal.reverse(reversal.id(), "undo the undoing", "provider"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is a REVERSAL and cannot be reversed");
    assertThatThrownBy(() -> journal.reverse(Long.MAX_VALUE, "nothing", "provider"))
        .hasMessageContaining("there is no entry");
  }

  @Test
  void entriesAreReadInPagesTheNewestFirst() {
    for (int i = 1; i <= 5; i++) {
      journal.credit(project, sat(i), key("page" + i), "paid", "tenant");
    }
    journal.adjust(project, sat(-1), key("adjust"), "fee", "provider");

    var newest = journal.entries(project, EntryQuery.latest(2));
    var next = journal.entries(project, EntryQuery.latest(2).before(newest.getLast().id()));
    var adjustments =
        journal.entries(project, EntryQuery.latest(10).kinds(Set.of(EntryKind.ADJUSTMENT)));

    assertThat(amounts(newest)).containsExactly(-1L, 5L);
    assertThat(amounts(next)).containsExactly(4L, 3L);
    assertThat(amounts(adjustments)).containsExactly(-1L);
    var at = newest.getFirst().at();
    assertThat(journal.entries(project, EntryQuery.latest(10).from(at.plusSeconds(1)))).isEmpty();
    assertThat(journal.entries(project, EntryQuery.latest(10).to(at.plusSeconds(1)))).hasSize(6);
    assertThat(journal.entries(project, EntryQuery.latest(10).to(at.minusSeconds(60)))).isEmpty();
  }

  @Test
  void anAccountStopsAtItsLimitAndLosesNothing() {
    journal.credit(project, sat(Amounts.LIMIT), key("most"), "all there is", "tenant");

    assertThatThrownBy(() -> journal.credit(project, sat(1), key("more"), "paid", "tenant"))
        .isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(
            () -> journal.credit(project, sat(Long.MAX_VALUE), key("max"), "paid", "tenant"))
        .isInstanceOf(AmountOutOfRange.class);
    assertThatThrownBy(
            () -> journal.adjust(project, sat(Long.MIN_VALUE), key("min"), "taken", "provider"))
        .isInstanceOf(AmountOutOfRange.class);
    assertThat(balance()).isEqualTo(sat(Amounts.LIMIT));
    assertThat(journal.entries(project, EntryQuery.latest(10))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aTopUpIsMoreThanZero(long amount) {
    assertThatThrownBy(() -> journal.credit(project, sat(amount), key("a"), "paid", "tenant"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("more than zero");
    assertThatThrownBy(() -> journal.adjust(project, Satoshis.ZERO, key("b"), "none", "provider"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatDoesNotFitIsRefusedBeforeMoneyMoves() {
    assertThatThrownBy(() -> journal.credit(project, sat(1), "", "paid", "tenant"))
        .hasMessageContaining("1 to 190 printable ASCII");
    assertThatThrownBy(() -> journal.credit(project, sat(1), "a b", "paid", "tenant"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.credit(project, sat(1), "k".repeat(191), "paid", "tenant"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> journal.credit(project, sat(1), key("a"), "x".repeat(501), "tenant"))
        .hasMessageContaining("reason: must have at most 500");
    assertThatThrownBy(() -> journal.credit("nobody", sat(1), key("a"), "paid", "tenant"))
        .isInstanceOf(UnknownProject.class)
        .hasMessageContaining("register it first");
  }

  @Test
  void anyTextIsAReason() {
    var text = "Übertrag 日本 😀 '; drop table entry; --";

    var entry = journal.credit(project, sat(1), key("a"), text, "O'Neill \\");

    assertThat(journal.entries(project, EntryQuery.latest(1)).getFirst()).isEqualTo(entry);
    assertThat(entry.reason()).isEqualTo(text);
    assertThat(entry.actor()).isEqualTo("O'Neill \\");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update entry set tenant_funds = 1, node_wallet = -1",
        "delete from entry",
        "update entry set reason = 'changed'",
        "insert into entry (idempotency_key, kind, project_id, tenant_funds, holds,"
            + " provider_revenue, write_offs, node_wallet, adjustments, balance_after, reason,"
            + " actor, at) select 'unbalanced', 'TOP_UP', project_id, 1, 0, 0, 0, 0, 0, 1, '', '',"
            + " utc_timestamp() from account limit 1",
        "update account set tenant_funds = tenant_funds + 1",
        "delete from hold",
        "update account set msat_carry = 1000"
      })
  void theDatabaseItselfRefusesToChangeTheBooks(String sql) throws SQLException {
    journal.credit(project, sat(1), key("a"), "paid", "tenant");
    mysql.ledger().holds().reserve(project, sat(1), key("h"), Instant.EPOCH);

    try (var connection = mysql.connect();
        var statement = connection.createStatement()) {
      assertThatThrownBy(() -> statement.executeUpdate(sql))
          .isInstanceOf(SQLException.class)
          .hasMessageMatching("(?s).*(is never (changed|deleted)|Check constraint).*");
    }
  }

  private Satoshis balance() {
    return mysql.ledger().accounts().balance(project);
  }

  private String key(String name) {
    return project + ":" + name;
  }

  private static List<Long> amounts(List<Entry> entries) {
    return entries.stream().map(entry -> entry.amount().value()).toList();
  }
}
