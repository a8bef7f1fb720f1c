package network.mandala.ledger.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.mandala.ledger.audit.AuditReport.Finding;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;

/** {@link Audit} in MySQL: sums in SQL, receipts one page after the other. */
public final class JdbiAudit implements Audit {
  private static final int PROJECTS_AT_ONCE = 500;

  private final LedgerDatabase database;

  public JdbiAudit(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public AuditReport run() {
    var at =
        database.read(
            handle ->
                handle
                    .createQuery("select utc_timestamp(6) as now")
                    .map((row, context) -> row.getTimestamp("now").toInstant())
                    .one());
    var totals = new Totals();
    String after = "";
    for (var projects = page(after); !projects.isEmpty(); projects = page(after)) {
      for (var projectId : projects) {
        database.readAtOneMoment(
            tx -> {
              totals.add(check(tx, projectId));
              return null;
            });
      }
      after = projects.getLast();
    }
    return totals.report(at);
  }

  private List<String> page(String after) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select project_id from account where project_id > :after order by project_id"
                        + " limit :limit")
                .bind("after", after)
                .bind("limit", PROJECTS_AT_ONCE)
                .mapTo(String.class)
                .list());
  }

  private static JdbiProjectAudit check(Handle tx, String projectId) {
    var audit = new JdbiProjectAudit(tx, projectId);
    audit.balances();
    audit.entries();
    audit.runningBalance();
    audit.holds();
    audit.receipts();
    return audit;
  }

  /** What all projects come to. */
  private static final class Totals {
    private final List<Finding> findings = new ArrayList<>();
    private long projects;
    private long entries;
    private long receipts;

    void add(JdbiProjectAudit audit) {
      findings.addAll(audit.findings());
      projects++;
      entries += audit.entryCount();
      receipts += audit.receiptCount();
    }

    AuditReport report(Instant at) {
      return new AuditReport(at, projects, entries, receipts, findings);
    }
  }
}
