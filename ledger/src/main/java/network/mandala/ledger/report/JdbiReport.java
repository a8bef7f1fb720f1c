package network.mandala.ledger.report;

import java.time.Instant;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;

/** {@link Report} in MySQL. */
public final class JdbiReport implements Report {
  public JdbiReport(LedgerDatabase database) {}

  @Override
  public List<ReportRow> rows(Instant from, Instant to) {
    throw new UnsupportedOperationException();
  }
}
