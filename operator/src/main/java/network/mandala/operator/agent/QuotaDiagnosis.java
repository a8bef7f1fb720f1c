package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentReason;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.BuildJob;
import network.mandala.operator.database.DatabaseEngine;
import network.mandala.operator.kubernetes.Labels;

/** Says what has used up a quota, and what is needed. */
final class QuotaDiagnosis {

  private static final int NAMED_CONSUMERS = 5;
  private static final String ADVICE =
      "Lower spec.resources or spec.scaling, delete something, or ask for a higher quota.";

  private final Seen seen;
  private final String namespace;
  private final Map<String, BigDecimal> needed;

  private QuotaDiagnosis(Seen seen, String namespace, Map<String, BigDecimal> needed) {
    this.seen = seen;
    this.namespace = namespace;
    this.needed = needed;
  }

  /** A build whose pod is not there: because of a quota, or because it is too early to know. */
  static Finding ofBuild(Seen seen, BuildInput input) {
    var pod = BuildJob.desired(input, seen.node().build()).getSpec().getTemplate().getSpec();
    var diagnosis =
        new QuotaDiagnosis(
            seen, input.namespace(), needs(pod.getContainers(), pod.getInitContainers()));
    var words = diagnosis.words();
    if (words.isEmpty()) {
      return new Finding(AgentReason.BUILD_QUEUED, "The build waits for its pod to be started.");
    }
    return diagnosis.canNeverFit()
        ? new Finding(
            AgentReason.QUOTA_EXCEEDED,
            "The build needs more than the quota of the project has: %s. Ask for a higher quota."
                .formatted(words))
        : new Finding(
            AgentReason.BUILD_QUEUED,
            "The build waits for room in the project's quota: %s. %s".formatted(words, ADVICE));
  }

  /** A database whose pod is not there because of a quota; empty when there is room for it. */
  static Optional<Finding> ofDatabase(Seen seen, DatabaseEngine engine, StatefulSet server) {
    var containers = server.getSpec().getTemplate().getSpec().getContainers();
    var words = new QuotaDiagnosis(seen, seen.namespace(), needs(containers, List.of())).words();
    return words.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Finding(
                AgentReason.QUOTA_EXCEEDED,
                "%s cannot be started, for the quota of the project is used up: %s. Lower spec.databases.%s.memory or"
                        .formatted(engine.title(), words, engine.word())
                    + " spec.resources, delete something, or ask for a higher quota."));
  }

  /**
   * Pods that were refused.
   *
   * @param refusal in the words of the API server, which are used when the numbers have changed
   *     since
   */
  static Finding ofPods(Seen seen, Deployment deployment, String refusal) {
    var containers = deployment.getSpec().getTemplate().getSpec().getContainers();
    var words = new QuotaDiagnosis(seen, seen.namespace(), needs(containers, List.of())).words();
    return new Finding(
        AgentReason.QUOTA_EXCEEDED,
        "The quota of the project is used up: %s. %s"
            .formatted(
                words.isEmpty() ? refusal.substring(refusal.indexOf("exceeded quota")) : words,
                ADVICE));
  }

  /**
   * Whether pods of a Deployment were refused because of a quota that has room by now. The
   * controller that makes them waits longer after each refusal, in the end for a quarter of an
   * hour.
   */
  static boolean hasRoomAgain(Seen seen, Deployment deployment) {
    return Rollout.condition(deployment, "ReplicaFailure")
        .filter(failure -> "True".equals(failure.getStatus()))
        .filter(failure -> failure.getMessage() != null)
        .filter(failure -> failure.getMessage().contains("exceeded quota"))
        .filter(
            failure -> {
              var containers = deployment.getSpec().getTemplate().getSpec().getContainers();
              return new QuotaDiagnosis(seen, seen.namespace(), needs(containers, List.of()))
                  .words()
                  .isEmpty();
            })
        .isPresent();
  }

  /** Empty when everything fits. */
  private String words() {
    return quotas().flatMap(this::exceeded).collect(Collectors.joining("; "));
  }

  private Stream<ResourceQuota> quotas() {
    return seen.quotas().stream()
        .filter(quota -> namespace.equals(quota.getMetadata().getNamespace()));
  }

  private Stream<String> exceeded(ResourceQuota quota) {
    var words = new ArrayList<String>();
    if (quota.getStatus() == null || quota.getStatus().getHard() == null) {
      return Stream.empty();
    }
    for (var entry : new TreeMap<>(quota.getStatus().getHard()).entrySet()) {
      var need = needed.get(entry.getKey());
      var hard = entry.getValue();
      var used =
          quota.getStatus().getUsed() == null
              ? null
              : quota.getStatus().getUsed().get(entry.getKey());
      if (need == null || used == null) {
        continue;
      }
      if (used.getNumericalAmount().add(need).compareTo(hard.getNumericalAmount()) > 0) {
        words.add(
            "%s of %s %s is used%s, and %s more is needed"
                .formatted(
                    used, hard, title(entry.getKey()), consumers(entry.getKey()), plain(need)));
      }
    }
    return words.stream();
  }

  private boolean canNeverFit() {
    return quotas()
        .filter(quota -> quota.getStatus() != null && quota.getStatus().getHard() != null)
        .flatMap(quota -> quota.getStatus().getHard().entrySet().stream())
        .anyMatch(
            hard ->
                needed.containsKey(hard.getKey())
                    && needed.get(hard.getKey()).compareTo(hard.getValue().getNumericalAmount())
                        > 0);
  }

  /** Who uses most of it: {@code " (agent big 4Gi, build of py 1Gi)"}. */
  private String consumers(String resource) {
    var use = new LinkedHashMap<String, BigDecimal>();
    for (var pod : seen.neighbours()) {
      if (isOver(pod) || !namespace.equals(pod.getMetadata().getNamespace())) {
        continue;
      }
      var amount =
          needs(pod.getSpec().getContainers(), pod.getSpec().getInitContainers()).get(resource);
      if (amount != null && amount.signum() > 0) {
        use.merge(consumer(pod), amount, BigDecimal::add);
      }
    }
    if (use.isEmpty()) {
      return "";
    }
    return use.entrySet().stream()
        .sorted(Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder()))
        .limit(NAMED_CONSUMERS)
        .map(entry -> entry.getKey() + " " + plain(entry.getValue()))
        .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String consumer(Pod pod) {
    var labels = pod.getMetadata().getLabels();
    var agent = labels.getOrDefault(Labels.AGENT, pod.getMetadata().getName());
    return switch (labels.getOrDefault(Labels.COMPONENT, "")) {
      case Labels.COMPONENT_BUILD -> "build of " + agent;
      case Labels.COMPONENT_FRONTEND -> "frontend of " + agent;
      case Labels.COMPONENT_DATABASE, Labels.COMPONENT_DATABASE_JOB ->
          "database %s of %s".formatted(labels.get(Labels.DATABASE), agent);
      default -> "agent " + agent;
    };
  }

  private static boolean isOver(Pod pod) {
    var phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    return "Succeeded".equals(phase) || "Failed".equals(phase);
  }

  /** What a pod counts for, by the names that quotas have. */
  private static Map<String, BigDecimal> needs(
      List<Container> containers, List<Container> initContainers) {
    var needs = new TreeMap<String, BigDecimal>();
    containers.forEach(
        container -> amounts(container).forEach((k, v) -> needs.merge(k, v, BigDecimal::add)));
    initContainers.forEach(
        container -> amounts(container).forEach((k, v) -> needs.merge(k, v, BigDecimal::max)));
    needs.put("pods", BigDecimal.ONE);
    needs.put("count/pods", BigDecimal.ONE);
    return needs;
  }

  private static Map<String, BigDecimal> amounts(Container container) {
    var amounts = new TreeMap<String, BigDecimal>();
    var resources = container.getResources();
    if (resources != null) {
      add(amounts, "requests.", resources.getRequests());
      add(amounts, "limits.", resources.getLimits());
    }
    return amounts;
  }

  private static void add(
      Map<String, BigDecimal> amounts, String prefix, Map<String, Quantity> quantities) {
    if (quantities != null) {
      quantities.forEach(
          (name, quantity) -> amounts.put(prefix + name, quantity.getNumericalAmount()));
    }
  }

  private static String title(String resource) {
    return resource.startsWith("requests.")
        ? resource.substring("requests.".length())
        : resource.startsWith("limits.")
            ? resource.substring("limits.".length()) + " limit"
            : resource.substring(resource.indexOf('/') + 1);
  }

  private static String plain(BigDecimal amount) {
    return Quantities.words(amount);
  }
}
