package network.mandala.ledger.report;

import java.time.Instant;
import java.util.List;

/** What was used and charged. */
public interface Report {
  /** All windows that start from a time on and before another, by project and item. */
  List<ReportRow> rows(Instant from, Instant to);
}
