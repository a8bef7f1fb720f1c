package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.ledger.change.Change;

/**
 * One change, as it is shown.
 *
 * @param status null: the bridge ended before it answered
 */
@JsonPropertyOrder({"id", "at", "by", "action", "project", "address", "status"})
record ChangeView(
    long id, String at, String by, String action, String project, String address, Integer status) {
  static ChangeView of(Change change) {
    return new ChangeView(
        change.id(),
        change.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        change.identity(),
        change.action(),
        change.project().orElse(null),
        change.address(),
        change.status().orElse(null));
  }

  static String table(List<ChangeView> changes) {
    if (changes.isEmpty()) {
      return "no changes";
    }
    var table = new Table("TIME", "BY", "FROM", "ACTION", "PROJECT", "STATUS");
    for (ChangeView change : changes) {
      table.row(
          change.at,
          change.by,
          change.address,
          change.action,
          change.project == null ? "-" : change.project,
          change.status == null ? "unknown" : String.valueOf(change.status));
    }
    return table.toString();
  }
}
