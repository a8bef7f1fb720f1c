package network.mandala.ledger.change;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import network.mandala.ledger.database.LedgerDatabase;

/** {@link Changes} in MySQL. */
public final class JdbiChanges implements Changes {
  private static final int AT_ONCE = 10_000;
  private static final int LONGEST_PROJECT = 63;
  private static final int LONGEST_ACTION = 120;

  private final LedgerDatabase database;

  public JdbiChanges(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public long begun(Instant at, String identity, String action, String project, String address) {
    return database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    insert into bridge_change (changed_at, identity_key, action, project, address)
                    values (:at, :identity, :action, :project, :address)
                    """)
                .bind("at", time(at))
                .bind("identity", identity)
                .bind("action", cut(action, LONGEST_ACTION))
                .bind("project", project == null ? null : cut(project, LONGEST_PROJECT))
                .bind("address", address)
                .executeAndReturnGeneratedKeys("id")
                .mapTo(Long.class)
                .one());
  }

  @Override
  public void ended(long change, int status, String project) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    update bridge_change set status = :status, project = coalesce(:project, project)
                    where id = :id
                    """)
                .bind("status", status)
                .bind("project", project == null ? null : cut(project, LONGEST_PROJECT))
                .bind("id", change)
                .execute());
  }

  @Override
  public List<Change> find(ChangeQuery query) {
    var where =
        (query.project() == null ? "" : " and project = :project")
            + (query.identity() == null ? "" : " and identity_key = :identity");
    return database.read(
        tx -> {
          var select =
              tx.createQuery(
                  """
                  select id, changed_at, identity_key, action, project, address, status
                  from bridge_change where true
                  """
                      + where
                      + " order by id desc limit :limit");
          if (query.project() != null) {
            select.bind("project", query.project());
          }
          if (query.identity() != null) {
            select.bind("identity", query.identity());
          }
          return select
              .bind("limit", query.limit())
              .map(
                  (row, context) ->
                      new Change(
                          row.getLong("id"),
                          row.getObject("changed_at", LocalDateTime.class)
                              .toInstant(ZoneOffset.UTC),
                          row.getString("identity_key"),
                          row.getString("action"),
                          Optional.ofNullable(row.getString("project")),
                          row.getString("address"),
                          Optional.ofNullable(row.getObject("status", Integer.class))))
              .list();
        });
  }

  @Override
  public void forgetAll(Instant before) {
    while (forget(before) == AT_ONCE) {
      // Never so many that others wait.
    }
  }

  private int forget(Instant before) {
    return database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_change where changed_at < :before limit " + AT_ONCE)
                .bind("before", time(before))
                .execute());
  }

  private static LocalDateTime time(Instant at) {
    return at.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }

  /** What a stranger writes into a path has any length. */
  private static String cut(String text, int longest) {
    return text.length() > longest ? text.substring(0, longest) : text;
  }
}
