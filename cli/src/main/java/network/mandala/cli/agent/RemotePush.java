package network.mandala.cli.agent;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.remote.Node;
import network.mandala.manifest.Manifest;

/** Brings a packed source to a node and tells what becomes of it. */
final class RemotePush {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Node node;
  private final Console console;
  private final String project;

  RemotePush(Node node, Console console, String project) {
    this.node = node;
    this.console = console;
    this.project = project;
  }

  /**
   * @param timeout null: nobody waits for more than that it was taken
   */
  void push(String agent, Path source, Duration timeout) {
    var deployments = Node.path("projects", project, "deployments");
    var opened = node.post(deployments, Map.of());
    var url = opened.path("uploadUrl").asText();
    node.upload(
        agent.equals(Manifest.AGENT)
            ? url
            : url + "?serviceName=" + URLEncoder.encode(agent, StandardCharsets.UTF_8),
        source);
    console.progress("the node has taken the source");
    if (timeout != null) {
      follow(deployments + "/" + opened.path("id").asText(), timeout);
    }
  }

  /** As the node tells it; who cannot hear it, or no longer, asks. */
  private void follow(String deployment, Duration timeout) {
    var end = Instant.now().plus(timeout);
    var told = new DeploymentNews(console);
    while (true) {
      var now = node.get(deployment);
      if (isOver(now)) {
        return;
      }
      if (Instant.now().isAfter(end)) {
        throw new Failure(
            "after %d s it is still not there; the last thing seen: %s. It goes on at the node; --timeout waits longer"
                .formatted(timeout.toSeconds(), now.path("message").asText()));
      }
      try (var events =
          node.events(
              now.path("eventsUrl").asText(), told.last(), Duration.between(Instant.now(), end))) {
        events.forEach(told::tell);
      }
      pause();
    }
  }

  private static boolean isOver(JsonNode deployment) {
    var message = deployment.path("message").asText();
    return switch (deployment.path("state").asText()) {
      case "READY" -> true;
      case "FAILED" -> throw new Failure(message);
      case "SUPERSEDED" -> throw new Failure("a later push has taken its place");
      default -> false;
    };
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while waiting for the node", e);
    }
  }
}
