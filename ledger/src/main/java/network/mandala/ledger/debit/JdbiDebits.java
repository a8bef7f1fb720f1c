package network.mandala.ledger.debit;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import network.mandala.identity.PrivateKey;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.Window;
import org.jdbi.v3.core.Handle;

/** {@link Debits} in MySQL. */
public final class JdbiDebits implements Debits {
  private static final int LONGEST_REASON = 500;

  private final LedgerDatabase database;
  private final PrivateKey nodeKey;

  /** Lengths of windows that the database knows. */
  private final Set<Long> knownLengths = ConcurrentHashMap.newKeySet();

  public JdbiDebits(LedgerDatabase database, PrivateKey nodeKey) {
    this.database = database;
    this.nodeKey = nodeKey;
  }

  @Override
  public List<Receipt> charge(List<DebitWindow> batch) {
    if (batch.isEmpty()) {
      return List.of();
    }
    makeLengthsKnown(batch);
    return database.inTransaction(
        tx -> {
          var books = JdbiChargeRows.load(tx, batch);
          var plan = ChargePlan.decide(batch, books, nodeKey);
          JdbiChargeRows.write(tx, plan);
          return plan.receipts();
        });
  }

  /**
   * In a transaction of its own, before the one that charges: whoever locks an account after this
   * sees every length that was ever used for it.
   */
  private void makeLengthsKnown(List<DebitWindow> batch) {
    for (var debit : batch) {
      long seconds = debit.window().length().toSeconds();
      if (!knownLengths.contains(seconds)) {
        database.inTransaction(
            tx ->
                tx.createUpdate("insert ignore into window_length (seconds) values (:seconds)")
                    .bind("seconds", seconds)
                    .execute());
        knownLengths.add(seconds);
      }
    }
  }

  @Override
  public void missing(Collection<MissingWindow> windows) {
    each(
        windows,
        "insert ignore into missing_window (meter, window_start, window_seconds, project_id, state,"
            + " noticed_at) values (:meter, :start, :seconds, :project, 'OPEN', utc_timestamp(6))");
  }

  @Override
  public void filled(Collection<MissingWindow> windows) {
    each(
        windows,
        "update missing_window set state = 'FILLED', settled_at = utc_timestamp(6) where meter ="
            + " :meter and window_start = :start and window_seconds = :seconds and project_id ="
            + " :project and state = 'OPEN'");
  }

  private void each(Collection<MissingWindow> windows, String sql) {
    if (windows.isEmpty()) {
      return;
    }
    database.inTransaction(
        tx -> {
          try (var batch = tx.prepareBatch(sql)) {
            for (var missing : windows) {
              batch
                  .bind("meter", missing.meter().text())
                  .bind("start", Timestamp.from(missing.window().start()))
                  .bind("seconds", missing.window().length().toSeconds())
                  .bind("project", missing.projectId())
                  .add();
            }
            return batch.execute();
          }
        });
  }

  @Override
  public List<MissingWindow> openMissing(int limit) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    "select meter, window_start, window_seconds, project_id from missing_window"
                        + " where state = 'OPEN' order by window_start, meter, project_id limit"
                        + " :limit")
                .bind("limit", limit)
                .map(
                    (row, context) ->
                        new MissingWindow(
                            row.getString("project_id"),
                            Meter.parse(row.getString("meter")),
                            new Window(
                                row.getTimestamp("window_start").toInstant(),
                                Duration.ofSeconds(row.getLong("window_seconds")))))
                .list());
  }

  @Override
  public int writeOff(Instant olderThan, String reason) {
    var shortReason =
        reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
    return database.inTransaction(
        tx ->
            tx.createUpdate(
                    "update missing_window set state = 'WRITTEN_OFF', reason = :reason, settled_at"
                        + " = utc_timestamp(6) where state = 'OPEN' and window_start + interval"
                        + " window_seconds second <= :olderThan")
                .bind("reason", shortReason)
                .bind("olderThan", olderThan)
                .execute());
  }

  @Override
  public Map<Meter, MissingTotals> missingTotals() {
    return database.read(
        handle -> {
          var totals = new EnumMap<Meter, MissingTotals>(Meter.class);
          handle
              .createQuery(
                  "select meter, sum(state = 'OPEN') as open, sum(state = 'FILLED') as filled,"
                      + " sum(state = 'WRITTEN_OFF') as written_off from missing_window group by"
                      + " meter")
              .map(
                  (row, context) ->
                      Map.entry(
                          Meter.parse(row.getString("meter")),
                          new MissingTotals(
                              row.getLong("open"),
                              row.getLong("filled"),
                              row.getLong("written_off"))))
              .forEach(total -> totals.put(total.getKey(), total.getValue()));
          return totals;
        });
  }

  @Override
  public Optional<Instant> cursor(Meter meter) {
    return database.read(
        handle ->
            handle
                .createQuery("select position from meter_cursor where meter = :meter")
                .bind("meter", meter.text())
                .map((row, context) -> row.getTimestamp("position").toInstant())
                .findOne());
  }

  @Override
  public void advance(Meter meter, Instant to) {
    database.inTransaction(tx -> advance(tx, meter, to));
  }

  private static int advance(Handle tx, Meter meter, Instant to) {
    return tx.createUpdate(
            "insert into meter_cursor (meter, position) values (:meter, :to) on duplicate key"
                + " update position = greatest(position, :to)")
        .bind("meter", meter.text())
        .bind("to", to)
        .execute();
  }
}
