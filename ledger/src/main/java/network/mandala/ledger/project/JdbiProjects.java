package network.mandala.ledger.project;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import network.mandala.crds.project.Network;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.statement.StatementContext;

/** {@link Projects} in MySQL. */
public final class JdbiProjects implements Projects {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Long>> AMOUNTS = new TypeReference<>() {};
  private static final String NO_RECEIPT = "0".repeat(64);
  private static final String SELECT =
      "select project_id, name, namespace, display_name, network, alerts_at, contacts from project";

  private final LedgerDatabase database;

  public JdbiProjects(LedgerDatabase database) {
    this.database = database;
  }

  @Override
  public void register(LedgerProject project) {
    database.inTransaction(
        tx -> {
          tx.createUpdate(
                  "insert into project (project_id, name, namespace, display_name, network,"
                      + " alerts_at, contacts, registered_at) values (:id, :name, :namespace,"
                      + " :displayName, :network, :alertsAt, :contacts, utc_timestamp(6)) on"
                      + " duplicate key update name = :name, namespace = :namespace, display_name"
                      + " = :displayName, network = :network, alerts_at = :alertsAt, contacts ="
                      + " :contacts, closed_at = null")
              .bind("id", project.projectId())
              .bind("name", project.name())
              .bind("namespace", project.namespace())
              .bind("displayName", project.displayName())
              .bind("network", project.network().name().toLowerCase(Locale.ROOT))
              .bind("alertsAt", json(project.alertsAt().stream().map(Satoshis::value).toList()))
              .bind("contacts", json(StoredContacts.of(project.contacts())))
              .execute();
          return tx.createUpdate(
                  "insert into account (project_id, receipt_hash, changed_at) values (:id, :hash,"
                      + " utc_timestamp(6)) on duplicate key update project_id = :id")
              .bind("id", project.projectId())
              .bind("hash", NO_RECEIPT)
              .execute();
        });
  }

  @Override
  public void close(String projectId, Instant when) {
    database.inTransaction(
        tx ->
            tx.createUpdate(
                    "update project set closed_at = :when where project_id = :id and closed_at is"
                        + " null")
                .bind("when", when)
                .bind("id", projectId)
                .execute());
  }

  @Override
  public List<LedgerProject> open() {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " where closed_at is null order by project_id")
                .map(JdbiProjects::project)
                .list());
  }

  @Override
  public Optional<LedgerProject> byName(String name) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    SELECT
                        + " where name = :name order by closed_at is null desc, closed_at desc,"
                        + " registered_at desc limit 1")
                .bind("name", name)
                .map(JdbiProjects::project)
                .findOne());
  }

  @Override
  public Optional<LedgerProject> byId(String projectId) {
    return database.read(
        handle ->
            handle
                .createQuery(SELECT + " where project_id = :id")
                .bind("id", projectId)
                .map(JdbiProjects::project)
                .findOne());
  }

  private static LedgerProject project(ResultSet row, StatementContext context)
      throws SQLException {
    try {
      return new LedgerProject(
          row.getString("project_id"),
          row.getString("name"),
          row.getString("namespace"),
          row.getString("display_name"),
          Network.valueOf(row.getString("network").toUpperCase(Locale.ROOT)),
          JSON.readValue(row.getString("alerts_at"), AMOUNTS).stream().map(Satoshis::of).toList(),
          JSON.readValue(row.getString("contacts"), StoredContacts.class).toContacts());
    } catch (JsonProcessingException e) {
      throw new SQLException("the project's row has JSON that is none of ours", e);
    }
  }

  private static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("lists of text and numbers have JSON", e);
    }
  }

  /** The column contacts. */
  private record StoredContacts(List<String> emails, List<String> webhooks) {
    static StoredContacts of(Contacts contacts) {
      return new StoredContacts(
          contacts.emails(),
          contacts.webhooks().stream().map(webhook -> webhook.url().toString()).toList());
    }

    Contacts toContacts() {
      return new Contacts(
          emails, webhooks.stream().map(url -> new Webhook(URI.create(url))).toList());
    }
  }
}
