package network.mandala.cli.ledger;

import java.util.List;
import java.util.Locale;
import network.mandala.cli.console.Table;
import network.mandala.ledger.audit.AuditReport;

/** What an audit found, as it is shown. */
record AuditView(String at, long projects, long entries, long receipts, List<Finding> findings) {
  /** Something wrong. */
  record Finding(String projectId, String check, String message) {}

  static AuditView of(AuditReport report) {
    return new AuditView(
        report.at().toString(),
        report.projects(),
        report.entries(),
        report.receipts(),
        report.findings().stream()
            .map(
                finding ->
                    new Finding(
                        finding.projectId(),
                        finding.check().name().toLowerCase(Locale.ROOT),
                        finding.message()))
            .toList());
  }

  String text() {
    var counted = "%d projects, %d entries, %d receipts".formatted(projects, entries, receipts);
    if (findings.isEmpty()) {
      return "the books are right: " + counted;
    }
    var table = new Table("PROJECT ID", "CHECK", "WHAT IS WRONG");
    findings.forEach(finding -> table.row(finding.projectId(), finding.check(), finding.message()));
    return table + "\nTHE BOOKS ARE WRONG in " + findings.size() + " places: " + counted;
  }
}
