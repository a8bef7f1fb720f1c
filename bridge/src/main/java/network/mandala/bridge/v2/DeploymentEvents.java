package network.mandala.bridge.v2;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.DeploymentStore;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.session.Seals;
import network.mandala.crds.agent.Agent;

/**
 * Tells what happens to a deployment while it happens (server-sent events). A stream ends by itself
 * after a while, and clients ask for the rest of any replica, as browsers do by themselves: so a
 * process that ends does not wait for listeners.
 */
public final class DeploymentEvents {
  private static final int MOST = 200;
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final int LONGEST_ID = 18;

  private final DeploymentStore deployments;
  private final ProjectStore projects;
  private final ProjectLogs logs;
  private final EventAddress addresses;
  private final Clock clock;
  private final Semaphore room = new Semaphore(MOST);

  public DeploymentEvents(
      DeploymentStore deployments,
      ProjectStore projects,
      ProjectLogs logs,
      Seals seals,
      Clock clock) {
    this.deployments = deployments;
    this.projects = projects;
    this.logs = logs;
    this.addresses = new EventAddress(seals, clock);
    this.clock = clock;
  }

  public Reply stream(IncomingRequest request, Map<String, String> variables) {
    var in = new Parameters(request.search());
    var token = in.text("token").orElse("");
    in.failIfAnythingIsWrong();
    var project = variables.get("id");
    var id = variables.get("deployment");
    if (!addresses.isOurs(project, id, token)) {
      throw Problem.of(
          ProblemType.FORBIDDEN,
          "The token is none, or is too old: the deployment's eventsUrl has another one");
    }
    long last = last(request);
    if (deployment(project, id).isEmpty()) {
      throw Problem.of(ProblemType.NOT_FOUND, "There is no such deployment");
    }
    return Reply.streamed("text/event-stream", out -> tell(project, id, last, out))
        .with("cache-control", "no-store");
  }

  private static long last(IncomingRequest request) {
    var id = request.header("last-event-id").orElse("0");
    if (!id.matches("[0-9]{1," + LONGEST_ID + "}")) {
      throw Problem.of(
          ProblemType.INVALID_REQUEST, "Last-Event-ID: is the id of an event of this stream");
    }
    return Long.parseLong(id);
  }

  private void tell(String project, String id, long after, OutputStream out) throws IOException {
    if (!room.tryAcquire()) {
      write(out, "retry: 5000\n\n");
      return;
    }
    try {
      write(out, "retry: 1000\n\n");
      long last = after;
      DeploymentProgress before = null;
      long end = System.nanoTime() + LONGEST.toNanos();
      while (System.nanoTime() - end < 0) {
        // The state first: what is said of it later is in the lines then.
        var now = deployment(project, id).map(this::progress);
        for (var line : logs.ofDeploymentAfter(project, id, last).entrySet()) {
          last = line.getKey();
          var data =
              Map.of("at", line.getValue().at().toString(), "message", line.getValue().message());
          write(out, "id: " + last + "\n" + event("log", data));
        }
        if (now.isEmpty()) {
          return;
        }
        if (!now.get().equals(before)) {
          before = now.get();
          write(out, event("state", before));
        }
        if (before.state().isLast() || !slept()) {
          return;
        }
        write(out, ":\n\n");
      }
    } finally {
      room.release();
    }
  }

  private Optional<Deployment> deployment(String project, String id) {
    return deployments.find(id).filter(found -> found.project().equals(project));
  }

  private DeploymentProgress progress(Deployment deployment) {
    Optional<Agent> agent =
        deployment.wish() == null
            ? Optional.empty()
            : projects.find(deployment.project()).stream()
                .flatMap(project -> projects.agents(project).stream())
                .filter(found -> found.getMetadata().getName().equals(deployment.wish().agent()))
                .findFirst();
    return DeploymentProgress.of(deployment, agent, clock.instant());
  }

  private static String event(String name, Object data) {
    return "event: %s\ndata: %s\n\n"
        .formatted(name, new String(Json.bytes(data), StandardCharsets.UTF_8));
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static boolean slept() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
