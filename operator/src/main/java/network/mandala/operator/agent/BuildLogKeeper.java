package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.kubernetes.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the last build of an agent has written, in a ConfigMap that goes with the agent: its
 * pods are gone after an hour, or with their node. A courtesy: a log that cannot be read or kept
 * holds nothing up.
 */
final class BuildLogKeeper {

  private static final Logger log = LoggerFactory.getLogger(BuildLogKeeper.class);

  private static final String SUFFIX = "-build-log";
  private static final String COMPONENT = "build-log";

  /** Annotation: the Job whose log it is. */
  private static final String JOB = "mandala.network/build";

  private static final int LINES_OF_A_STEP = 1000;
  private static final int TIMEOUT_MILLIS = 3000;

  private final KubernetesClient client;
  private final KubernetesClient logs;

  BuildLogKeeper(KubernetesClient client) {
    this.client = client;
    // Shares the connections of the other, and gives up soon.
    this.logs =
        client
            .newClient(
                new RequestConfigBuilder()
                    .withRequestTimeout(TIMEOUT_MILLIS)
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .adapt(KubernetesClient.class);
  }

  void keep(AgentPlan plan, Seen seen) {
    var job = ended(plan, seen);
    if (job.isEmpty()) {
      return;
    }
    var pod =
        seen.podsOf(Labels.COMPONENT_BUILD).stream()
            .filter(candidate -> isOf(candidate, job.get()))
            .max(Comparator.comparing(candidate -> candidate.getMetadata().getCreationTimestamp()));
    if (pod.isEmpty()) {
      return;
    }
    try {
      write(seen, job.get(), BuildLog.of(read(pod.get()), redaction(seen)));
    } catch (KubernetesClientException e) {
      log.warn("The log of build {} is not kept: code {}", job.get(), e.getCode());
    }
  }

  /** The Job of a build that the status does not yet know to have ended. */
  private static Optional<String> ended(AgentPlan plan, Seen seen) {
    var step =
        switch (plan) {
          case AgentPlan.Run run -> run.build();
          case AgentPlan.Await await -> await.build();
          case AgentPlan.Sleep sleep -> new BuildStep.None();
          case AgentPlan.Leave leave -> new BuildStep.None();
        };
    var known = seen.status().build();
    return switch (step) {
      case BuildStep.Done done ->
          known != null && known.image() == null && done.target().buildKey().equals(known.key())
              ? Optional.of(BuildInput.jobName(seen.name(), known.key()))
              : Optional.empty();
      case BuildStep.Stopped stopped -> {
        var memory = Builds.memory(seen, stopped.input());
        yield memory == null || memory.finishedAt() == null
            ? Optional.of(stopped.input().jobName())
            : Optional.empty();
      }
      case BuildStep.None none -> Optional.empty();
      case BuildStep.Unprepared unprepared -> Optional.empty();
      case BuildStep.Underway underway -> Optional.empty();
      case BuildStep.Again again -> Optional.empty();
      case BuildStep.Unresolved unresolved -> Optional.empty();
      case BuildStep.Refused refused -> Optional.empty();
    };
  }

  private static boolean isOf(Pod pod, String job) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> job.equals(owner.getName()));
  }

  private static Redaction redaction(Seen seen) {
    return Redaction.of(seen.spec().env());
  }

  private List<BuildLog.Step> read(Pod pod) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .map(Container::getName)
        .filter(container -> hasRun(pod, container))
        .map(container -> new BuildLog.Step(container, read(pod, container)))
        .toList();
  }

  private static boolean hasRun(Pod pod, String container) {
    return Stream.concat(
            pod.getStatus().getInitContainerStatuses().stream(),
            pod.getStatus().getContainerStatuses().stream())
        .anyMatch(
            status ->
                status.getName().equals(container) && status.getState().getTerminated() != null);
  }

  private String read(Pod pod, String container) {
    var words =
        logs.pods()
            .inNamespace(pod.getMetadata().getNamespace())
            .withName(pod.getMetadata().getName())
            .inContainer(container)
            .tailingLines(LINES_OF_A_STEP)
            .getLog();
    return words == null ? "" : words;
  }

  /** Without the labels of a child: it is not repaired, and no cache holds it. */
  private void write(Seen seen, String job, String words) {
    var agent = seen.agent();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(seen.name() + SUFFIX)
                .withNamespace(seen.namespace())
                .withLabels(Map.of(Labels.MANAGED_BY, Labels.MANDALA, Labels.COMPONENT, COMPONENT))
                .withAnnotations(Map.of(JOB, job))
                .withOwnerReferences(
                    new OwnerReferenceBuilder()
                        .withApiVersion(agent.getApiVersion())
                        .withKind(agent.getKind())
                        .withName(seen.name())
                        .withUid(agent.getMetadata().getUid())
                        .build())
                .endMetadata()
                .withData(Map.of("log", words))
                .build())
        .fieldManager(Labels.FIELD_MANAGER)
        .forceConflicts()
        .serverSideApply();
    log.info("Kept the log of build {}", job);
  }
}
