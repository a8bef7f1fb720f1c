package network.mandala.bridge.project;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.database.LedgerDatabase;
import org.jdbi.v3.core.Handle;

/** In the ledger's database, by its clock. */
public final class JdbiNewProjects implements NewProjects {
  /** All replicas have seen a project by then, and count it by themselves. */
  private static final int SEEN_MINUTES = 10;

  /** Nobody makes one for so long: if there is none it is gone. */
  private static final int MADE_MINUTES = 2;

  private final LedgerDatabase database;

  public JdbiNewProjects(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public boolean add(PublicKey owner, String project, Predicate<Set<String>> allowed) {
    return database.inTransaction(
        tx -> {
          // Until the transaction ends others who count this owner's wait here.
          note(tx, owner, "");
          var others =
              new HashSet<>(
                  tx.createQuery(
                          """
                          select project_id from bridge_new_project
                          where owner = :owner and project_id not in ('', :project)
                          """)
                      .bind("owner", owner.hex())
                      .bind("project", project)
                      .mapTo(String.class)
                      .list());
          boolean room = allowed.test(others);
          if (room) {
            note(tx, owner, project);
          }
          return room;
        });
  }

  private static void note(Handle tx, PublicKey owner, String project) {
    tx.createUpdate(
            """
            insert into bridge_new_project (owner, project_id, made_at)
            values (:owner, :project, utc_timestamp(6))
            on duplicate key update made_at = utc_timestamp(6)
            """)
        .bind("owner", owner.hex())
        .bind("project", project)
        .execute();
  }

  /** Those of which there is still a note, but for those that are being made. */
  public Set<String> projects() {
    return database.read(
        handle ->
            Set.copyOf(
                handle
                    .createQuery(
                        """
                        select project_id from bridge_new_project
                        where project_id <> ''
                          and made_at < utc_timestamp(6) - interval :minutes minute
                        """)
                    .bind("minutes", MADE_MINUTES)
                    .mapTo(String.class)
                    .list()));
  }

  @Override
  public void forget(String project) {
    database.inTransaction(
        tx ->
            tx.createUpdate("delete from bridge_new_project where project_id = :project")
                .bind("project", project)
                .execute());
  }

  /** Those that everybody has seen. */
  public void forgetSeen() {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    """
                    delete from bridge_new_project
                    where made_at < utc_timestamp(6) - interval :minutes minute limit 10000
                    """)
                .bind("minutes", SEEN_MINUTES)
                .execute());
  }
}
