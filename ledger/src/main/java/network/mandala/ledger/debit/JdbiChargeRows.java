package network.mandala.ledger.debit;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.debit.Books.Key;
import network.mandala.ledger.journal.JdbiPostings;
import network.mandala.ledger.price.JdbiPrices;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.receipt.JdbiReceipts;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.MeterItem;
import network.mandala.ledger.usage.Window;
import org.jdbi.v3.core.Handle;

/** Reads what has to be known to charge a batch, and writes what it came to. */
final class JdbiChargeRows {
  private JdbiChargeRows() {}

  /** Locks the accounts first: what is read afterwards cannot be charged by another process. */
  static Books load(Handle tx, List<DebitWindow> batch) {
    var projects = List.copyOf(Books.projectsOf(batch));
    var accounts = JdbiAccountRows.lock(tx, projects);
    return new Books(
        accounts, prices(tx, batch), carries(tx, projects), charged(tx, batch), now(tx));
  }

  static void write(Handle tx, ChargePlan plan) {
    JdbiReceipts.append(tx, plan.receipts());
    writeCharges(tx, plan.receipts());
    JdbiPostings.append(tx, plan.postings());
    writeCarries(tx, plan.carries());
    JdbiAccountRows.write(tx, plan.accounts());
  }

  private static Instant now(Handle tx) {
    return tx.createQuery("select utc_timestamp(3) as now")
        .map((row, context) -> row.getTimestamp("now").toInstant())
        .one()
        .truncatedTo(ChronoUnit.MILLIS);
  }

  private static Map<Instant, PriceList> prices(Handle tx, List<DebitWindow> batch) {
    var prices = new HashMap<Instant, PriceList>();
    batch.forEach(
        debit -> prices.computeIfAbsent(debit.window().start(), start -> JdbiPrices.at(tx, start)));
    return prices;
  }

  private static Map<Key, Long> carries(Handle tx, List<String> projects) {
    var carries = new HashMap<Key, Long>();
    tx.createQuery("select project_id, item, carry from remainder where project_id in (<projects>)")
        .bindList("projects", projects)
        .map(
            (row, context) ->
                Map.entry(
                    new Key(row.getString("project_id"), MeterItem.parse(row.getString("item"))),
                    row.getLong("carry")))
        .forEach(carry -> carries.put(carry.getKey(), carry.getValue()));
    return carries;
  }

  private static Map<Key, List<Window>> charged(Handle tx, List<DebitWindow> batch) {
    var longest =
        Duration.ofSeconds(
            tx.createQuery("select max(seconds) from window_length").mapTo(Long.class).one());
    var charged = new HashMap<Key, List<Window>>();
    projectsByWindow(batch)
        .forEach(
            (window, projects) ->
                tx.createQuery(
                        "select project_id, item, window_start, window_seconds from charge where"
                            + " project_id in (<projects>) and window_start > :from and"
                            + " window_start < :to")
                    .bindList("projects", List.copyOf(projects))
                    .bind("from", window.start().minus(longest))
                    .bind("to", window.end())
                    .map(
                        (row, context) ->
                            Map.entry(
                                new Key(
                                    row.getString("project_id"),
                                    MeterItem.parse(row.getString("item"))),
                                new Window(
                                    row.getTimestamp("window_start").toInstant(),
                                    Duration.ofSeconds(row.getLong("window_seconds")))))
                    .forEach(
                        charge ->
                            charged
                                .computeIfAbsent(charge.getKey(), key -> new ArrayList<>())
                                .add(charge.getValue())));
    return charged;
  }

  private static SortedMap<Window, TreeSet<String>> projectsByWindow(List<DebitWindow> batch) {
    var projects = new TreeMap<Window, TreeSet<String>>();
    batch.forEach(
        debit ->
            projects.computeIfAbsent(debit.window(), w -> new TreeSet<>()).add(debit.projectId()));
    return projects;
  }

  private static void writeCharges(Handle tx, List<Receipt> receipts) {
    if (receipts.isEmpty()) {
      return;
    }
    try (var batch =
        tx.prepareBatch(
            "insert into charge (project_id, window_start, item, window_seconds, quantity, msat,"
                + " sequence) values (:project, :start, :item, :seconds, :quantity, :msat,"
                + " :sequence)")) {
      for (var receipt : receipts) {
        var body = receipt.body();
        for (var line : body.lines()) {
          batch
              .bind("project", body.projectId())
              .bind("start", Timestamp.from(body.window().start()))
              .bind("item", line.item().text())
              .bind("seconds", body.window().length().toSeconds())
              .bind("quantity", line.quantity())
              .bind("msat", line.amount().value())
              .bind("sequence", body.sequence())
              .add();
        }
      }
      batch.execute();
    }
  }

  private static void writeCarries(Handle tx, Map<Key, Long> carries) {
    if (carries.isEmpty()) {
      return;
    }
    try (var batch =
        tx.prepareBatch(
            "insert into remainder (project_id, item, carry) values (:project, :item, :carry) on"
                + " duplicate key update carry = values(carry)")) {
      carries.forEach(
          (key, carry) ->
              batch
                  .bind("project", key.projectId())
                  .bind("item", key.item().text())
                  .bind("carry", carry)
                  .add());
      batch.execute();
    }
  }
}
