package network.mandala.bridge.settings;

import java.util.List;
import java.util.Set;
import network.mandala.bridge.project.ServiceLinks;
import network.mandala.ledger.database.LedgerDatabase;

/** In the ledger's database. */
public final class JdbiServiceLinks implements ServiceLinks {
  private final LedgerDatabase database;

  public JdbiServiceLinks(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public List<Link> of(String projectId) {
    return database.read(
        tx ->
            tx.createQuery(
                    """
                    select variable, url from bridge_service_link
                    where project_id = :project order by place
                    """)
                .bind("project", projectId)
                .map((row, context) -> new Link(row.getString("variable"), row.getString("url")))
                .list());
  }

  @Override
  public void replace(String projectId, List<Link> links) {
    database.inTransaction(
        tx -> {
          tx.createUpdate("delete from bridge_service_link where project_id = :project")
              .bind("project", projectId)
              .execute();
          for (int place = 0; place < links.size(); place++) {
            tx.createUpdate(
                    """
                    insert into bridge_service_link (project_id, place, variable, url)
                    values (:project, :place, :variable, :url)
                    on duplicate key update variable = values(variable), url = values(url)
                    """)
                .bind("project", projectId)
                .bind("place", place)
                .bind("variable", links.get(place).envVar())
                .bind("url", links.get(place).url())
                .execute();
          }
          return links.size();
        });
  }

  @Override
  public void forget(String projectId) {
    replace(projectId, List.of());
  }

  @Override
  public Set<String> projects() {
    return database.read(
        tx ->
            Set.copyOf(
                tx.createQuery("select distinct project_id from bridge_service_link")
                    .mapTo(String.class)
                    .list()));
  }
}
