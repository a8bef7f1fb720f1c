package network.mandala.cli.ledger;

import java.sql.SQLException;
import java.util.stream.Stream;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.ledger.journal.KeyReused;
import network.mandala.ledger.money.AmountOutOfRange;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.project.UnknownProject;
import network.mandala.ledger.receipt.InvalidReceiptFile;

/** What the ledger refuses, as a person is told. Pure. */
final class LedgerFailure {
  private static final int NO_SUCH_TABLE = 1146;

  private LedgerFailure() {}

  /** What is nobody's mistake but ours stays as it is. */
  static RuntimeException inWords(RuntimeException failure) {
    if (hasNoTables(failure)) {
      return new Failure(
          "the ledger has no tables yet: the operator and billing make them at their start; see what keeps them:"
              + " kubectl -n mandala-system get pods",
          failure);
    }
    return switch (failure) {
      case LedgerUnavailable e -> new Failure(e.getMessage(), e);
      case KeyReused e -> new Failure(e.getMessage(), e);
      case AmountOutOfRange e -> new Failure(e.getMessage(), e);
      case NoPriceList _ ->
          new Failure(
              "there is no price list yet: billing publishes the chart's prices at its start",
              failure);
      case UnknownProject e -> new Failure(e.getMessage(), e);
      case InvalidReceiptFile e -> new Failure(e.getMessage(), e);
      case InvalidKey e -> new Failure(e.getMessage(), e);
      default -> failure;
    };
  }

  private static boolean hasNoTables(Throwable failure) {
    return Stream.iterate(failure, e -> e != null, Throwable::getCause)
        .limit(20)
        .anyMatch(e -> e instanceof SQLException sql && sql.getErrorCode() == NO_SUCH_TABLE);
  }
}
