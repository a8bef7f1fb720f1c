package network.mandala.ledger.database;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.ledger.database.LedgerUnavailable.Cause;

/** What an error of MySQL means. */
final class Failures {
  private static final int DUPLICATE_KEY = 1062;
  private static final int LOCK_WAIT_TIMEOUT = 1205;
  private static final int DEADLOCK = 1213;
  private static final Set<Integer> READ_ONLY = Set.of(1290, 1792, 1836, 3100);
  private static final Set<Integer> FULL = Set.of(1021, 1114, 1041, 3675);
  private static final Set<Integer> DENIED = Set.of(1044, 1045, 1142, 1143, 1227, 1698);
  private static final Set<Integer> ENDING = Set.of(1053, 1077, 1080, 1317, 3024, 1040, 1203);

  private Failures() {}

  /** Whether the same transaction may well succeed at once. */
  static boolean worthAnotherTry(Throwable failure) {
    return code(failure)
        .filter(c -> c == DEADLOCK || c == LOCK_WAIT_TIMEOUT || c == DUPLICATE_KEY)
        .isPresent();
  }

  static boolean isReadOnly(Throwable failure) {
    return code(failure).filter(READ_ONLY::contains).isPresent();
  }

  /** As {@link LedgerUnavailable} where time or an administrator helps; else as it is: a bug. */
  static RuntimeException translate(RuntimeException failure) {
    return why(failure)
        .<RuntimeException>map(why -> new LedgerUnavailable(why, failure))
        .orElse(failure);
  }

  private static Optional<Cause> why(Throwable failure) {
    return sql(failure).findFirst().flatMap(Failures::why);
  }

  private static Optional<Cause> why(SQLException e) {
    int code = e.getErrorCode();
    var state = e.getSQLState() == null ? "" : e.getSQLState();
    if (READ_ONLY.contains(code)) {
      return Optional.of(Cause.READ_ONLY);
    }
    if (FULL.contains(code)) {
      return Optional.of(Cause.FULL);
    }
    if (DENIED.contains(code)) {
      return Optional.of(Cause.ACCESS_DENIED);
    }
    if (code == DEADLOCK || code == LOCK_WAIT_TIMEOUT) {
      return Optional.of(Cause.BUSY);
    }
    if (ENDING.contains(code)
        || state.startsWith("08")
        || e instanceof java.sql.SQLTransientConnectionException
        || e instanceof java.sql.SQLRecoverableException) {
      return Optional.of(Cause.UNREACHABLE);
    }
    return Optional.empty();
  }

  private static Optional<Integer> code(Throwable failure) {
    return sql(failure).findFirst().map(SQLException::getErrorCode);
  }

  private static Stream<SQLException> sql(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .limit(20)
        .filter(SQLException.class::isInstance)
        .map(SQLException.class::cast);
  }
}
