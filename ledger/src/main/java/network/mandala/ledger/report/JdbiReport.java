package network.mandala.ledger.report;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.usage.MeterItem;

/** {@link Report} in MySQL. */
public final class JdbiReport implements Report {
  private static final Comparator<ReportRow> ORDER =
      Comparator.comparing(ReportRow::projectId).thenComparing(ReportRow::item);

  private final LedgerDatabase database;

  public JdbiReport(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<ReportRow> rows(Instant from, Instant to) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select project_id, item, sum(quantity) as quantity, sum(msat) as msat from"
                        + " charge where window_start >= :from and window_start < :to group by"
                        + " project_id, item")
                .bind("from", from)
                .bind("to", to)
                .map(
                    (row, context) ->
                        new ReportRow(
                            row.getString("project_id"),
                            MeterItem.parse(row.getString("item")),
                            row.getBigDecimal("quantity").toBigIntegerExact(),
                            row.getBigDecimal("msat").toBigIntegerExact()))
                .stream()
                .sorted(ORDER)
                .toList());
  }
}
