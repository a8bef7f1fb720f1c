package network.mandala.bridge.deploy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.statement.StatementContext;

/** In the ledger's database. */
public final class JdbiDeployments implements DeploymentStore {
  private static final String COLUMNS =
      "select id, project_id, creator, created_at, expires_at, state, agent, content, spec"
          + " from bridge_deployment ";
  private static final int MOST = 1000;

  private final LedgerDatabase database;
  private final Clock clock;

  public JdbiDeployments(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void add(Deployment deployment) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    insert ignore into bridge_deployment
                      (id, project_id, creator, created_at, expires_at, state)
                    values (:id, :project, :creator, :created, :expires, :state)
                    """)
                .bind("id", deployment.id())
                .bind("project", deployment.project())
                .bind("creator", deployment.creator())
                .bind("created", time(deployment.createdAt()))
                .bind("expires", time(deployment.expiresAt()))
                .bind("state", deployment.state().name())
                .execute());
  }

  @Override
  public Optional<Deployment> find(String id) {
    return database.read(
        tx ->
            tx.createQuery(COLUMNS + "where id = :id")
                .bind("id", id)
                .map(JdbiDeployments::read)
                .findOne());
  }

  @Override
  public List<Deployment> of(String project) {
    return database.read(
        tx ->
            tx.createQuery(
                    COLUMNS
                        + "where project_id = :project order by created_at desc, id limit "
                        + MOST)
                .bind("project", project)
                .map(JdbiDeployments::read)
                .list());
  }

  @Override
  public boolean accept(String id, Wish wish) {
    return database.inTransaction(
        tx ->
            tx.createUpdate(
                        """
                        update bridge_deployment
                        set state = 'ACCEPTED', accepted_at = utc_timestamp(6), agent = :agent,
                          content = :content, spec = :spec
                        where id = :id and state = 'OPEN' and expires_at > :now
                        """)
                    .bind("id", id)
                    .bind("agent", wish.agent())
                    .bind("content", wish.content())
                    .bind("spec", wish.json())
                    .bind("now", time(clock.instant()))
                    .execute()
                == 1);
  }

  @Override
  public Optional<Deployment> newestAccepted(String project, String agent) {
    return database.read(
        tx ->
            tx.createQuery(
                    COLUMNS
                        + "where project_id = :project and agent = :agent"
                        + " order by accepted_at desc, id desc limit 1")
                .bind("project", project)
                .bind("agent", agent)
                .map(JdbiDeployments::read)
                .findOne());
  }

  @Override
  public Optional<Deployment> newestAccepted(String project) {
    return database.read(
        tx ->
            tx.createQuery(
                    COLUMNS
                        + "where project_id = :project and accepted_at is not null"
                        + " order by accepted_at desc, id desc limit 1")
                .bind("project", project)
                .map(JdbiDeployments::read)
                .findOne());
  }

  @Override
  public void applied(String id) {
    move(id, DeploymentState.ACCEPTED, DeploymentState.APPLIED);
  }

  @Override
  public void applyAgain(String id) {
    move(id, DeploymentState.APPLIED, DeploymentState.ACCEPTED);
  }

  private void move(String id, DeploymentState from, DeploymentState to) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    "update bridge_deployment set state = :to where id = :id and state = :from")
                .bind("id", id)
                .bind("from", from.name())
                .bind("to", to.name())
                .execute());
  }

  @Override
  public List<Deployment> unfinished(Duration age) {
    return database.read(
        tx ->
            tx.createQuery(
                    COLUMNS
                        + "where state = 'ACCEPTED'"
                        + " and accepted_at <= utc_timestamp(6) - interval :age microsecond"
                        + " order by accepted_at, id limit "
                        + MOST)
                .bind("age", age.toNanos() / 1000)
                .map(JdbiDeployments::read)
                .list());
  }

  @Override
  public List<Deployment> followed(Duration age) {
    return database.read(
        tx ->
            tx.createQuery(
                    COLUMNS
                        + "where state = 'APPLIED'"
                        + " and accepted_at > utc_timestamp(6) - interval :age microsecond"
                        + " and not exists (select 1 from bridge_told t"
                        + " where t.deployment_id = bridge_deployment.id and t.what = :end)"
                        + " order by accepted_at, id limit "
                        + MOST)
                .bind("age", age.toNanos() / 1000)
                .bind("end", DeploymentStory.END)
                .map(JdbiDeployments::read)
                .list());
  }

  /** Those that have any. */
  public Set<String> projects() {
    return database.read(
        tx ->
            Set.copyOf(
                tx.createQuery("select distinct project_id from bridge_deployment")
                    .mapTo(String.class)
                    .list()));
  }

  @Override
  public void forget(String project) {
    database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_deployment where project_id = :project")
                .bind("project", project)
                .execute());
  }

  private static Deployment read(ResultSet row, StatementContext context) throws SQLException {
    var agent = row.getString("agent");
    return new Deployment(
        row.getString("id"),
        row.getString("project_id"),
        row.getString("creator"),
        instant(row, "created_at"),
        instant(row, "expires_at"),
        DeploymentState.valueOf(row.getString("state")),
        agent == null ? null : Wish.parse(agent, row.getString("content"), row.getString("spec")));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime time(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC).toLocalDateTime();
  }
}
