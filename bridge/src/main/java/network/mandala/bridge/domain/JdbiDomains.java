package network.mandala.bridge.domain;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import network.mandala.bridge.project.CustomHosts;
import network.mandala.crds.agent.DomainTarget;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;

/** Which project has which host name, in the ledger's database: each is in it once. */
public final class JdbiDomains implements CustomHosts {
  /** Of each target, as an Agent has them. */
  public static final int MOST = 20;

  private static final String INSERT =
      """
      insert into bridge_domain (host, project_id, target, proved_at)
      values (:host, :project, :target, :now)
      """;
  private static final String CHANGE =
      """
      update bridge_domain set project_id = :project, target = :target, proved_at = :now
      where host = :host
      """;

  private final LedgerDatabase database;
  private final Clock clock;

  public JdbiDomains(LedgerDatabase database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  enum Taken {
    YES,
    /** Another project has it, and its proof stands. */
    BY_ANOTHER,
    /** The project has as many as it can have. */
    TOO_MANY
  }

  /**
   * Writes down that a project has proved a domain.
   *
   * @param stands whether the proof of the project that has it now is still there
   */
  Taken take(String projectId, ProjectDomain domain, Predicate<String> stands) {
    return database.inTransaction(
        tx -> {
          var has =
              tx.createQuery("select project_id from bridge_domain where host = :host for update")
                  .bind("host", domain.host())
                  .mapTo(String.class)
                  .findOne();
          if (has.isPresent() && !has.get().equals(projectId) && stands.test(has.get())) {
            return Taken.BY_ANOTHER;
          }
          if (count(tx, projectId, domain) >= MOST) {
            return Taken.TOO_MANY;
          }
          // Of two at once the later finds the key taken, and is run again: it then sees the first.
          tx.createUpdate(has.isPresent() ? CHANGE : INSERT)
              .bind("host", domain.host())
              .bind("project", projectId)
              .bind("target", domain.target().name())
              .bind("now", clock.instant().atOffset(ZoneOffset.UTC).toLocalDateTime())
              .execute();
          return Taken.YES;
        });
  }

  /** Without this one. */
  private static int count(Handle tx, String projectId, ProjectDomain domain) {
    return tx.createQuery(
            """
            select count(*) from bridge_domain
            where project_id = :project and target = :target and host <> :host
            """)
        .bind("project", projectId)
        .bind("target", domain.target().name())
        .bind("host", domain.host())
        .mapTo(Integer.class)
        .one();
  }

  /** False if the project does not have it. */
  boolean drop(String projectId, String host) {
    return database.inTransaction(
        tx ->
            tx.createUpdate(
                        "delete from bridge_domain where host = :host and project_id = :project")
                    .bind("host", host)
                    .bind("project", projectId)
                    .execute()
                == 1);
  }

  @Override
  public Newest of(String projectId) {
    var all = allOf(projectId);
    return new Newest(newest(all, DomainTarget.AGENT), newest(all, DomainTarget.FRONTEND));
  }

  private static String newest(List<ProjectDomain> all, DomainTarget target) {
    return all.stream()
        .filter(domain -> domain.target() == target)
        .map(ProjectDomain::host)
        .findFirst()
        .orElse(null);
  }

  /** The one that was proved last comes first. */
  List<ProjectDomain> allOf(String projectId) {
    return database.read(
        tx ->
            tx.createQuery(
                    """
                    select host, target from bridge_domain
                    where project_id = :project order by proved_at desc, host
                    """)
                .bind("project", projectId)
                .map(
                    (row, context) ->
                        new ProjectDomain(
                            row.getString("host"), DomainTarget.valueOf(row.getString("target"))))
                .list());
  }

  /** Those that have any. */
  public Set<String> projects() {
    return database.read(
        tx ->
            Set.copyOf(
                tx.createQuery("select distinct project_id from bridge_domain")
                    .mapTo(String.class)
                    .list()));
  }

  public void forget(String projectId) {
    database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_domain where project_id = :project")
                .bind("project", projectId)
                .execute());
  }
}
