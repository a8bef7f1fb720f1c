package network.mandala.bridge.node;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.node.NodeHealth.Check;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.route.Call;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.price.NoPriceList;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.price.Prices;

/** What the node is, whether it is well, and what it does not do. */
public final class NodeEndpoints {
  private static final Duration PRICES_LAST = Duration.ofSeconds(10);
  private static final Duration HEALTH_LASTS = Duration.ofSeconds(2);

  private final Supplier<ObjectNode> information;
  private final Remembered<List<Check>> health;
  private final ProjectStore projects;

  public NodeEndpoints(
      PublicKey mainnet,
      PublicKey testnet,
      PublicFacts facts,
      Prices prices,
      NodeHealth health,
      ProjectStore projects,
      Clock clock) {
    var current = new Remembered<>(() -> prices(prices, clock), PRICES_LAST, clock);
    this.information = () -> PublicInformation.of(mainnet, testnet, facts, current.get());
    this.health = new Remembered<>(health::look, HEALTH_LASTS, clock);
    this.projects = projects;
  }

  private static Optional<PriceList> prices(Prices prices, Clock clock) {
    try {
      return Optional.of(prices.at(clock.instant()));
    } catch (NoPriceList none) {
      return Optional.empty();
    }
  }

  Reply information(IncomingRequest request, Map<String, String> variables) {
    return Reply.ok(information.get());
  }

  /** 200 as long as the process answers at all. */
  Reply live(IncomingRequest request, Map<String, String> variables) {
    return health(200, true, List.of());
  }

  /** 503 if something is away without which calls fail. */
  Reply ready(IncomingRequest request, Map<String, String> variables) {
    var checks = health.get();
    boolean ready = checks.stream().allMatch(Check::ok);
    return health(ready ? 200 : 503, ready, checks);
  }

  /** Whether what is deployed serves: 200, or 503 if there is nothing or it does not. */
  Reply project(Call call, Project project) {
    var agents = projects.agents(project);
    var checks =
        agents.stream()
            .map(
                agent ->
                    isReady(agent)
                        ? new Check(agent.getMetadata().getName(), true, "Ready", 0)
                        : new Check(agent.getMetadata().getName(), false, "Not ready", 0))
            .toList();
    boolean ready = !checks.isEmpty() && checks.stream().allMatch(Check::ok);
    return health(ready ? 200 : 503, ready, checks);
  }

  private static boolean isReady(Agent agent) {
    return agent.getStatus() != null
        && agent.getStatus().conditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static Reply health(int status, boolean ready, List<Check> checks) {
    var reply = Json.object();
    reply.put("status", ready ? "ok" : "error");
    reply.put("live", true);
    reply.put("ready", ready);
    var list = reply.putArray("checks");
    for (var check : checks) {
      list.addObject()
          .put("name", check.name())
          .put("status", check.ok() ? "ok" : "error")
          .put("critical", true)
          .put("message", check.message())
          .put("durationMs", check.millis())
          .putObject("details");
    }
    return Reply.json(status, reply);
  }
}
