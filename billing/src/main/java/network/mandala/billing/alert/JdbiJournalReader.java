package network.mandala.billing.alert;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.Handle;

/**
 * Reads the journal by project: within one, entries become visible in the order of their ids, since
 * its account is locked while one is posted. Over all projects they do not.
 */
final class JdbiJournalReader implements JournalReader {

  /** Most entries that one transaction reads. */
  private static final int MOST_ENTRIES = 10_000;

  private final LedgerDatabase database;
  private final int mostEntries;

  JdbiJournalReader(LedgerDatabase database) {
    this(database, MOST_ENTRIES);
  }

  JdbiJournalReader(LedgerDatabase database, int mostEntries) {
    this.database = database;
    this.mostEntries = mostEntries;
  }

  @Override
  public List<String> changed(int most) {
    return database
        .jdbi()
        .withHandle(
            handle ->
                handle
                    .createQuery(
                        """
                    select a.project_id
                    from account a left join alert_cursor c on c.project_id = a.project_id
                    where not (a.changed_at <=> c.changed_at)
                    order by a.project_id limit :most
                    """)
                    .bind("most", most)
                    .mapTo(String.class)
                    .list());
  }

  @Override
  public List<Alert> read(List<String> projectIds, BiFunction<String, News, List<Alert>> decide) {
    if (projectIds.isEmpty()) {
      return List.of();
    }
    makeCursors(projectIds);
    return database.inTransaction(
        tx -> {
          var alerts = new ArrayList<Alert>();
          var cursors = lock(tx, projectIds);
          if (cursors.isEmpty()) {
            return alerts;
          }
          // Before the entries: what is posted in between is found the next time.
          var changes = changes(tx, cursors.keySet());
          var movements = movements(tx, cursors);
          boolean all = movements.values().stream().mapToInt(List::size).sum() < mostEntries;
          var last = all ? "" : movements.lastEntry().getKey();
          for (var cursor : cursors.entrySet()) {
            var projectId = cursor.getKey();
            if (!all && projectId.compareTo(last) > 0) {
              break;
            }
            var news =
                new News(cursor.getValue().balance(), movements.getOrDefault(projectId, List.of()));
            for (var alert : decide.apply(projectId, news)) {
              store(tx, projectId, alert);
              alerts.add(alert);
            }
            advance(
                tx,
                projectId,
                news,
                cursor.getValue(),
                projectId.equals(last) ? null : changes.get(projectId));
          }
          return alerts;
        });
  }

  private record Cursor(long entryId, Satoshis balance) {}

  private void makeCursors(List<String> projectIds) {
    database
        .jdbi()
        .useHandle(
            handle -> {
              var missing = new ArrayList<>(projectIds);
              missing.removeAll(
                  handle
                      .createQuery(
                          "select project_id from alert_cursor where project_id in (<ids>)")
                      .bindList("ids", projectIds)
                      .mapTo(String.class)
                      .list());
              if (!missing.isEmpty()) {
                var batch =
                    handle.prepareBatch(
                        "insert into alert_cursor (project_id) values (:id) on duplicate key update"
                            + " entry_id = entry_id");
                missing.forEach(id -> batch.bind("id", id).add());
                batch.execute();
              }
            });
  }

  private static Map<String, Cursor> lock(Handle tx, List<String> projectIds) {
    var cursors = new LinkedHashMap<String, Cursor>();
    tx.createQuery(
            """
            select project_id, entry_id, balance from alert_cursor
            where project_id in (<ids>) order by project_id
            for update skip locked
            """)
        .bindList("ids", projectIds)
        .map(
            (row, _) ->
                cursors.put(
                    row.getString("project_id"),
                    new Cursor(row.getLong("entry_id"), new Satoshis(row.getLong("balance")))))
        .list();
    return cursors;
  }

  private static Map<String, LocalDateTime> changes(Handle tx, Iterable<String> projectIds) {
    var changes = new LinkedHashMap<String, LocalDateTime>();
    tx.createQuery("select project_id, changed_at from account where project_id in (<ids>)")
        .bindList("ids", projectIds)
        .map((row, _) -> changes.put(row.getString("project_id"), time(row, "changed_at")))
        .list();
    return changes;
  }

  private LinkedHashMap<String, List<Movement>> movements(Handle tx, Map<String, Cursor> cursors) {
    var movements = new LinkedHashMap<String, List<Movement>>();
    tx.createQuery(
            """
            select e.project_id, e.id, e.kind, e.balance_after, e.at
            from alert_cursor c
              join entry e on e.project_id = c.project_id and e.id > c.entry_id
            where c.project_id in (<ids>)
            order by e.project_id, e.id limit :most
            """)
        .bindList("ids", cursors.keySet())
        .bind("most", mostEntries)
        .map(
            (row, _) ->
                movements
                    .computeIfAbsent(row.getString("project_id"), _ -> new ArrayList<>())
                    .add(
                        new Movement(
                            row.getLong("id"),
                            EntryKind.valueOf(row.getString("kind")),
                            new Satoshis(row.getLong("balance_after")),
                            time(row, "at").toInstant(ZoneOffset.UTC))))
        .list();
    return movements;
  }

  private static void store(Handle tx, String projectId, Alert alert) {
    for (var target : alert.contacts().targets()) {
      tx.createUpdate(
              """
              insert into alert_delivery
                (project_id, entry_id, channel, target, target_hash, notice, state, due_at,
                  created_at)
              values (:project, :entry, :channel, :target, :hash, :notice, 'WAITING',
                utc_timestamp(6), utc_timestamp(6))
              on duplicate key update id = id
              """)
          .bind("project", projectId)
          .bind("entry", alert.entryId())
          .bind("channel", target.channel().name())
          .bind("target", target.address())
          .bind("hash", sha256(target.address()))
          .bind("notice", NoticeJson.write(alert.notice()))
          .execute();
    }
  }

  /**
   * @param changedAt null: there is more to read
   */
  private static void advance(
      Handle tx, String projectId, News news, Cursor cursor, LocalDateTime changedAt) {
    var newest = news.movements().isEmpty() ? null : news.movements().getLast();
    tx.createUpdate(
            """
            update alert_cursor
            set entry_id = :entry, balance = :balance, changed_at = :changed
            where project_id = :project
            """)
        .bind("entry", newest == null ? cursor.entryId() : newest.entryId())
        .bind("balance", newest == null ? cursor.balance().value() : newest.balanceAfter().value())
        .bind("changed", changedAt)
        .bind("project", projectId)
        .execute();
  }

  private static LocalDateTime time(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
