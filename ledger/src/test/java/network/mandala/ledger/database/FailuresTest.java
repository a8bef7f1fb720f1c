package network.mandala.ledger.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import network.mandala.ledger.database.LedgerUnavailable.Cause;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** MySQL's error codes, as its reference manual lists them. */
class FailuresTest {
  @ParameterizedTest
  @CsvSource({
    "1021, HY000, FULL",
    "1114, HY000, FULL",
    "1290, HY000, READ_ONLY",
    "1792, 25006, READ_ONLY",
    "1836, HY000, READ_ONLY",
    "1044, 42000, ACCESS_DENIED",
    "1045, 28000, ACCESS_DENIED",
    "1142, 42000, ACCESS_DENIED",
    "1205, 40001, BUSY",
    "1213, 40001, BUSY",
    "1040, 08004, UNREACHABLE",
    "1053, 08S01, UNREACHABLE",
    "0, 08S01, UNREACHABLE"
  })
  void whatAnAdministratorCanMendIsSaid(int code, String state, Cause why) {
    var failure = new IllegalStateException("in jdbi", new SQLException("in MySQL", state, code));

    assertThat(Failures.translate(failure))
        .hasCause(failure)
        .isInstanceOfSatisfying(
            LedgerUnavailable.class,
            e -> {
              assertThat(e.why()).isEqualTo(why);
              assertThat(e.getMessage()).startsWith("the ledger's database");
            });
  }

  @Test
  void noConnectionInTimeIsNoAnswer() {
    var failure = new IllegalStateException(new SQLTransientConnectionException("timed out"));

    assertThat(Failures.translate(failure))
        .isInstanceOfSatisfying(
            LedgerUnavailable.class, e -> assertThat(e.why()).isEqualTo(Cause.UNREACHABLE));
  }

  @Test
  void everythingElseIsABugAndStaysAsItIs() {
    var syntax = new IllegalStateException(new SQLException("syntax", "42000", 1064));
    var other = new IllegalStateException("no SQL at all");

    assertThat(Failures.translate(syntax)).isSameAs(syntax);
    assertThat(Failures.translate(other)).isSameAs(other);
  }

  @ParameterizedTest
  @CsvSource({"1213, true", "1205, true", "1062, true", "1064, false", "1290, false", "0, false"})
  void whatLostAgainstAnotherTransactionIsTriedAgain(int code, boolean again) {
    var failure = new IllegalStateException(new SQLException("in MySQL", "40001", code));

    assertThat(Failures.worthAnotherTry(failure)).isEqualTo(again);
  }
}
