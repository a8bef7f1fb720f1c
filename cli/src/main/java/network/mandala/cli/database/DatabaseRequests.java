package network.mandala.cli.database;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Follower;
import network.mandala.cli.follow.Progress;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.DatabaseRequest;
import network.mandala.crds.agent.DatabaseStatus;

/**
 * Asks the operator for something by an annotation of the Agent, and waits for its answer in the
 * status: no other right is needed than to change the Agent.
 */
final class DatabaseRequests {
  private final KubernetesClient client;
  private final Console console;

  DatabaseRequests(KubernetesClient client, Console console) {
    this.client = client;
    this.console = console;
  }

  /** The Agent, which must have the database. */
  Agent require(DatabaseReference reference) {
    var agent = resource(reference).get();
    if (agent == null) {
      throw new Failure(
          "there is no agent %s in project %s: see 'mandala agent list --project %2$s'"
              .formatted(reference.agent(), reference.project()));
    }
    if (find(agent, reference.engine()).isEmpty()) {
      throw new Failure(
          "agent %s has no %s: add it to spec.databases"
              .formatted(reference.agent(), reference.engine().word()));
    }
    return agent;
  }

  /** Asks, waits, and returns what the operator says of the database in the end. */
  DatabaseStatus ask(
      DatabaseReference reference,
      String annotation,
      String value,
      Function<DatabaseStatus, Progress> judge) {
    require(reference);
    client
        .resources(Agent.class)
        .inNamespace(namespace(reference.project()))
        .withName(reference.agent())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            client
                .getKubernetesSerialization()
                .asJson(Map.of("metadata", Map.of("annotations", Map.of(annotation, value)))));
    var answered =
        new Follower(console)
            .follow(
                resource(reference),
                agent ->
                    agent == null
                        ? new Progress.Stuck("the agent was deleted while we waited")
                        : find(agent, reference.engine())
                            .map(judge)
                            .orElse(new Progress.Stuck("the agent has no such database any more")),
                reference.timeout());
    return find(answered, reference.engine()).orElseThrow();
  }

  /** How a request for a copy, or to go back to one, stands. */
  static Progress progress(DatabaseRequest request, String id, String what) {
    if (request == null || !request.id().equals(id) || request.state() == null) {
      return new Progress.Underway("waiting for the operator to see the request");
    }
    return switch (request.state()) {
      case RUNNING -> new Progress.Underway(request.message() == null ? what : request.message());
      case DONE -> new Progress.Arrived();
      case FAILED ->
          new Progress.Stuck(
              what + " failed" + (request.message() == null ? "" : ": " + request.message()));
    };
  }

  static Optional<DatabaseStatus> find(Agent agent, Engine engine) {
    return agent.getStatus() == null
        ? Optional.empty()
        : agent.getStatus().databases().stream()
            .filter(database -> database.name().equals(engine.word()))
            .findFirst();
  }

  static String namespace(String project) {
    return "mandala-project-" + project;
  }

  private Resource<Agent> resource(DatabaseReference reference) {
    return client
        .resources(Agent.class)
        .inNamespace(namespace(reference.project()))
        .withName(reference.agent());
  }
}
