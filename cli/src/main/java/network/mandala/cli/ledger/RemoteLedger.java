package network.mandala.cli.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Console;
import network.mandala.cli.project.RemoteProjects;
import network.mandala.cli.remote.Node;
import network.mandala.ledger.journal.EntryQuery;

/** The money of a key's projects, as a node tells it. */
final class RemoteLedger implements LedgerBackend {
  private static final int PAGE = 200;

  private final Node node;
  private final RemoteProjects projects;

  RemoteLedger(Node node, Console console) {
    this.node = node;
    this.projects = new RemoteProjects(node, console);
  }

  @Override
  public FundsView funds(String project) {
    var id = projects.id(project);
    var funds = node.get(Node.path("projects", id, "balance"));
    return new FundsView(
        project,
        id,
        funds.path("satoshis").asLong(),
        funds.path("held").asLong(),
        number(funds, "satoshisPerHour"),
        number(funds, "runwaySeconds"),
        funds.path("changedAt").textValue());
  }

  private static Long number(JsonNode funds, String name) {
    return funds.has(name) ? Long.valueOf(funds.path(name).asLong()) : null;
  }

  @Override
  public List<EntryView> entries(String project, EntryQuery query) {
    var kinds = query.kinds().stream().map(KindConverter::text).collect(Collectors.toSet());
    var target = new StringBuilder(Node.path("projects", projects.id(project), "billing"));
    target.append("?limit=").append(Math.min(PAGE, query.limit()));
    if (kinds.size() == 1) {
      target.append("&kind=").append(kinds.iterator().next());
    }
    query.from().ifPresent(time -> target.append("&from=").append(time));
    query.to().ifPresent(time -> target.append("&to=").append(time));
    var entries = new ArrayList<EntryView>();
    String cursor = "";
    do {
      var page = node.get(target + cursor);
      page.path("items")
          .valueStream()
          .map(RemoteLedger::entry)
          .filter(entry -> kinds.contains(entry.kind()))
          .forEach(entries::add);
      cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : null;
    } while (cursor != null && entries.size() < query.limit());
    return entries.subList(0, Math.min(entries.size(), query.limit()));
  }

  private static EntryView entry(JsonNode view) {
    return new EntryView(
        view.path("id").asLong(),
        Instant.parse(view.path("at").asText()).truncatedTo(ChronoUnit.SECONDS).toString(),
        view.path("kind").asText(),
        view.path("satoshis").asLong(),
        view.path("balanceAfter").asLong(),
        view.path("reason").asText(),
        view.path("actor").asText(),
        view.path("key").asText());
  }
}
