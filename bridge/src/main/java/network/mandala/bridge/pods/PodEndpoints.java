package network.mandala.bridge.pods;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pods, restart and output, as the older nodes say it. */
public final class PodEndpoints {
  private static final Logger log = LoggerFactory.getLogger(PodEndpoints.class);

  private final TenantPods pods;
  private final ResourceLogs resourceLogs;
  private final AgentRestart restart;
  private final ProjectLogs logs;

  public PodEndpoints(
      KubernetesClient client, ResourceLogs resourceLogs, AgentRestart restart, ProjectLogs logs) {
    this.pods = new TenantPods(client);
    this.resourceLogs = resourceLogs;
    this.restart = restart;
    this.logs = logs;
  }

  public Reply status(Call call, Project project) {
    try {
      var reply = Json.object();
      var list = reply.putArray("pods");
      pods.of(project).forEach(pod -> write(pod, list));
      return Reply.ok(reply);
    } catch (KubernetesClientException e) {
      throw failed("Failed to get agent status", e);
    }
  }

  private static void write(Pod pod, ArrayNode list) {
    var status = pod.getStatus();
    List<ContainerStatus> containers = status == null ? List.of() : status.getContainerStatuses();
    var node = list.addObject();
    node.put("name", pod.getMetadata().getName());
    node.put("phase", status == null ? "Unknown" : status.getPhase());
    node.put(
        "ready",
        !containers.isEmpty()
            && containers.stream().allMatch(c -> Boolean.TRUE.equals(c.getReady())));
    var names = node.putArray("containers");
    pod.getSpec().getContainers().forEach(container -> names.add(container.getName()));
    node.put("restartCount", containers.stream().mapToInt(ContainerStatus::getRestartCount).sum());
  }

  public Reply restart(Call call, Project project) {
    try {
      if (restart.restart(project).isEmpty()) {
        throw new Refusal(
            Reply.json(
                409,
                Map.of(
                    "error",
                    "Failed to restart agent",
                    "reason",
                    "Nothing is deployed, or it is suspended")));
      }
    } catch (KubernetesClientException e) {
      throw failed("Failed to restart agent", e);
    }
    logs.add(project.getMetadata().getName(), Optional.empty(), "Agent restart initiated");
    return Reply.ok(Map.of("message", "Agent restart initiated"));
  }

  public Reply logs(Call call, Project project) {
    var request = LogRequest.parse(call.variable("resource"), call.body());
    try {
      var text =
          switch (resourceLogs.read(project, request.source(), request.query())) {
            case ResourceLogs.Found.Lines lines -> lines.text();
            case ResourceLogs.Found.NoPods none -> throw Refusal.of(404, noPods(request));
            case ResourceLogs.Found.Gone gone ->
                throw Refusal.of(404, "No pod found for " + request.resource());
            case ResourceLogs.Found.NotStarted waiting ->
                throw Refusal.of(
                    404,
                    "No container %s found in pod %s".formatted(request.resource(), waiting.pod()));
          };
      var reply = Json.object();
      reply.put("resource", request.resource());
      reply.put("logs", text);
      reply
          .putObject("metadata")
          .put("since", request.since())
          .put("tail", request.query().tail())
          .put("level", request.query().level().word());
      return Reply.ok(reply);
    } catch (KubernetesClientException | UncheckedIOException e) {
      throw failed("Failed to get resource logs", e);
    }
  }

  private static String noPods(LogRequest request) {
    return switch (request.source()) {
      case FRONTEND, AGENT ->
          "No " + request.resource() + " pods found, are things finished deploying?";
      case REDIS -> "No logs found for redis";
      case MONGO, MYSQL ->
          "No logs found for "
              + request.resource()
              + ", does your project have it and is it deployed?";
    };
  }

  /** What went wrong is for the provider. */
  private static Refusal failed(String error, RuntimeException e) {
    log.warn("{}", error, e);
    return Refusal.of(500, error);
  }
}
