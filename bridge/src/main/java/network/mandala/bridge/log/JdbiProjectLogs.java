package network.mandala.bridge.log;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** In the ledger's database. */
public final class JdbiProjectLogs implements ProjectLogs {
  private final LedgerDatabase database;
  private final Clock clock;

  public JdbiProjectLogs(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void add(String projectId, Optional<String> deploymentId, String message) {
    database.inTransaction(tx -> insert(tx, projectId, deploymentId.orElse(null), message));
  }

  /** What was told and the line are one transaction: neither is there without the other. */
  @Override
  public void addOnce(String projectId, String deploymentId, String what, String message) {
    boolean known =
        database.read(
            tx ->
                tx.createQuery(
                            """
                            select count(*) from bridge_told
                            where deployment_id = :deployment and what = :what
                            """)
                        .bind("deployment", deploymentId)
                        .bind("what", what)
                        .mapTo(Integer.class)
                        .one()
                    > 0);
    if (known) {
      return;
    }
    database.inTransaction(
        tx ->
            tx.createUpdate(
                            """
                            insert ignore into bridge_told (project_id, deployment_id, what)
                            values (:project, :deployment, :what)
                            """)
                        .bind("project", projectId)
                        .bind("deployment", deploymentId)
                        .bind("what", what)
                        .execute()
                    == 0
                ? 0
                : insert(tx, projectId, deploymentId, message));
  }

  private int insert(Handle tx, String project, String deployment, String message) {
    tx.createUpdate(
            """
            insert into bridge_log (project_id, deployment_id, logged_at, message)
            values (:project, :deployment, :now, :message)
            """)
        .bind("project", project)
        .bind("deployment", deployment)
        .bind("now", clock.instant().atOffset(ZoneOffset.UTC).toLocalDateTime())
        .bind("message", LogMessage.kept(message))
        .execute();
    return dropOldest(tx, project, deployment);
  }

  /** The bounds are looked for before anything is deleted, so that writers do not wait. */
  private static int dropOldest(Handle tx, String project, String deployment) {
    var tooOld =
        tx.createQuery(
                """
                select id from bridge_log
                where project_id = :project and deployment_id <=> :deployment
                order by id desc limit 1 offset :kept
                """)
            .bind("project", project)
            .bind("deployment", deployment)
            .bind("kept", MOST_LINES)
            .mapTo(Long.class)
            .findOne();
    int dropped =
        tooOld.isEmpty()
            ? 0
            : tx.createUpdate(
                    """
                    delete from bridge_log
                    where project_id = :project and deployment_id <=> :deployment and id <= :id
                    """)
                .bind("project", project)
                .bind("deployment", deployment)
                .bind("id", tooOld.get())
                .execute();
    return dropped + dropOldestOfAll(tx, project);
  }

  private static int dropOldestOfAll(Handle tx, String project) {
    long lines =
        tx.createQuery("select count(*) from bridge_log where project_id = :project")
            .bind("project", project)
            .mapTo(Long.class)
            .one();
    return lines <= MOST_OF_ALL
        ? 0
        : tx.createUpdate(
                """
                delete from bridge_log
                where project_id = :project and deployment_id is not null
                order by id limit :over
                """)
            .bind("project", project)
            .bind("over", lines - MOST_OF_ALL)
            .execute();
  }

  @Override
  public List<LogLine> ofProject(String projectId) {
    return database.read(
        tx ->
            lines(
                tx.createQuery(
                    """
                    select logged_at, message from bridge_log
                    where project_id = :project and deployment_id is null order by id
                    """),
                projectId));
  }

  @Override
  public List<LogLine> ofDeployment(String projectId, String deploymentId) {
    return database.read(
        tx ->
            lines(
                tx.createQuery(
                        """
                        select logged_at, message from bridge_log
                        where project_id = :project and deployment_id = :deployment order by id
                        """)
                    .bind("deployment", deploymentId),
                projectId));
  }

  /** Those that have lines. */
  public Set<String> projects() {
    return database.read(
        tx ->
            Set.copyOf(
                tx.createQuery("select distinct project_id from bridge_log")
                    .mapTo(String.class)
                    .list()));
  }

  @Override
  public SortedMap<Long, LogLine> ofDeploymentAfter(
      String projectId, String deploymentId, long after) {
    var lines = new TreeMap<Long, LogLine>();
    database.read(
        tx ->
            tx.createQuery(
                    """
                    select id, logged_at, message from bridge_log
                    where project_id = :project and deployment_id = :deployment and id > :after
                    order by id limit :most
                    """)
                .bind("project", projectId)
                .bind("deployment", deploymentId)
                .bind("after", after)
                .bind("most", MOST_LINES)
                .map((row, context) -> lines.put(row.getLong("id"), line(row)))
                .list());
    return lines;
  }

  @Override
  public void forget(String projectId) {
    database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_told where project_id = :project")
                    .bind("project", projectId)
                    .execute()
                + tx.createUpdate("delete from bridge_log where project_id = :project")
                    .bind("project", projectId)
                    .execute());
  }

  private static List<LogLine> lines(Query query, String projectId) {
    return query.bind("project", projectId).map((row, context) -> line(row)).list();
  }

  private static LogLine line(ResultSet row) throws SQLException {
    return new LogLine(
        row.getObject("logged_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("message"));
  }
}
