package network.mandala.bridge.pods;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import network.mandala.crds.agent.PodLabels;
import network.mandala.crds.project.Project;

/** The pods of a project, found by the labels that the operator gives them. */
final class TenantPods {
  /** Of a project; its quota allows fewer, as a rule. */
  private static final long MOST_PODS = 200;

  /** Read from a pod's log before its newest lines are chosen. */
  private static final int MOST_BYTES = 16 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final String ALL =
      PodLabels.COMPONENT
          + " in ("
          + String.join(
              ",",
              PodLabels.COMPONENT_AGENT,
              PodLabels.COMPONENT_FRONTEND,
              PodLabels.COMPONENT_DATABASE)
          + ")";

  private final KubernetesClient client;

  TenantPods(KubernetesClient client) {
    this.client = client;
  }

  /** What serves, by name; nothing that builds or copies. */
  List<Pod> of(Project project) {
    return find(project, ALL);
  }

  List<Pod> of(Project project, LogSource source) {
    return find(project, source.selector());
  }

  private List<Pod> find(Project project, String selector) {
    var status = project.getStatus();
    if (status == null || status.namespace() == null) {
      return List.of();
    }
    return client
        .pods()
        .inNamespace(status.namespace())
        .list(new ListOptionsBuilder().withLabelSelector(selector).withLimit(MOST_PODS).build())
        .getItems()
        .stream()
        .sorted(Comparator.comparing(pod -> pod.getMetadata().getName()))
        .toList();
  }

  /**
   * Empty if the pod has gone meanwhile. The client's own method would watch the pod until it is
   * ready; one that never is has a log too.
   */
  Optional<String> log(Pod pod, String container, LogQuery query, int mostCharacters)
      throws IOException {
    var response = answer(pod, container, query);
    try (var in = response.body()) {
      return switch (response.code()) {
        case 200 -> Optional.of(NewestLines.read(in, query.level(), mostCharacters));
        case 400, 404 -> Optional.empty();
        default ->
            throw new KubernetesClientException(
                "the log of a pod was answered with " + response.code());
      };
    }
  }

  private HttpResponse<InputStream> answer(Pod pod, String container, LogQuery query)
      throws IOException {
    var http = client.getHttpClient();
    var uri =
        URI.create(client.getMasterUrl().toString())
            .resolve(
                "/api/v1/namespaces/%s/pods/%s/log?container=%s&sinceSeconds=%d&tailLines=%d&limitBytes=%d"
                    .formatted(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        container,
                        query.since().toSeconds(),
                        query.tail(),
                        MOST_BYTES));
    var answer = http.sendAsync(http.newHttpRequestBuilder().uri(uri).build(), InputStream.class);
    try {
      return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (ExecutionException | TimeoutException e) {
      answer.cancel(true);
      throw new IOException("the log of a pod is not answered", e);
    }
  }

  /** The first container, if it has run: before that it has no log. */
  static Optional<String> started(Pod pod) {
    var name = pod.getSpec().getContainers().getFirst().getName();
    return pod.getStatus() == null
        ? Optional.empty()
        : pod.getStatus().getContainerStatuses().stream()
            .filter(status -> status.getName().equals(name))
            .filter(TenantPods::hasRun)
            .map(ContainerStatus::getName)
            .findFirst();
  }

  private static boolean hasRun(ContainerStatus status) {
    var state = status.getState();
    var last = status.getLastState();
    return (state != null && (state.getRunning() != null || state.getTerminated() != null))
        || (last != null && last.getTerminated() != null);
  }
}
