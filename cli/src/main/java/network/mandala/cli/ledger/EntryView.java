package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.temporal.ChronoUnit;
import java.util.List;
import network.mandala.cli.console.Table;
import network.mandala.ledger.journal.Entry;

/** One posting, as it is shown. */
@JsonPropertyOrder({
  "id",
  "at",
  "kind",
  "satoshis",
  "balanceAfterSatoshis",
  "reason",
  "actor",
  "key"
})
record EntryView(
    long id,
    String at,
    String kind,
    long satoshis,
    long balanceAfterSatoshis,
    String reason,
    String actor,
    String key) {
  static EntryView of(Entry entry) {
    return new EntryView(
        entry.id(),
        entry.at().truncatedTo(ChronoUnit.SECONDS).toString(),
        KindConverter.text(entry.kind()),
        entry.amount().value(),
        entry.balanceAfter().value(),
        entry.reason(),
        entry.actor(),
        entry.key());
  }

  static String table(List<EntryView> entries) {
    if (entries.isEmpty()) {
      return "no entries";
    }
    var table = new Table("ENTRY", "TIME", "KIND", "SATOSHIS", "BALANCE", "REASON", "BY");
    for (EntryView entry : entries) {
      table.row(
          String.valueOf(entry.id),
          entry.at,
          entry.kind,
          "%+d".formatted(entry.satoshis),
          String.valueOf(entry.balanceAfterSatoshis),
          entry.reason,
          entry.actor);
    }
    return table.toString();
  }
}
