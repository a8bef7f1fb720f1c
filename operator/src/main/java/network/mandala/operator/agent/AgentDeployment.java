package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.project.PodSecurity;
import network.mandala.operator.kubernetes.Labels;

/**
 * The Deployment of an agent. The number of pods is not in it: that field belongs to {@link
 * AgentReplicas}, or to an autoscaler.
 */
final class AgentDeployment {

  /** Label of pods, or annotation of their Deployment: the release that they run. */
  static final String RELEASE = "mandala.network/release";

  /** Annotation of pods: when a restart was last asked for before they were made. */
  private static final String RESTARTED_AT = "mandala.network/restarted-at";

  /** The user of the images that we build; a volume belongs to its group. */
  private static final long GROUP = 65532;

  private static final int OLD_REPLICA_SETS = 1;

  /** Where pods of an agent are best kept apart, the most important last. */
  private static final List<String> APART =
      List.of("topology.kubernetes.io/zone", "kubernetes.io/hostname");

  private static final Quantity TEMPORARY_FILES = Quantity.parse("1Gi");

  private AgentDeployment() {}

  static Deployment desired(Seen seen, ProjectSeen.Open project, Target target) {
    return new DeploymentBuilder()
        .withMetadata(metadata(seen, target))
        .withNewSpec()
        .withRevisionHistoryLimit(OLD_REPLICA_SETS)
        .withProgressDeadlineSeconds(
            (int) Patience.withRollout(target.content(), seen.node().rolloutTimeout()).toSeconds())
        .withStrategy(strategy(target.content()))
        .withNewSelector()
        .withMatchLabels(selector(seen))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(podLabels(seen, target))
        .withAnnotations(podAnnotations(seen))
        .endMetadata()
        .withSpec(pod(seen, project, target))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** Selects the pods of every release of the agent. */
  static Map<String, String> selector(Seen seen) {
    return new TreeMap<>(
        Map.of(Labels.AGENT, seen.name(), Labels.COMPONENT, Labels.COMPONENT_AGENT));
  }

  /** The release that the pods of a Deployment run; empty when it is not one of ours. */
  static String releaseOf(Deployment deployment) {
    var annotations = deployment.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(RELEASE)) {
      return annotations.get(RELEASE);
    }
    return podsOf(deployment);
  }

  /** What the pods of a Deployment are named by; empty when they are not ours. */
  static String podsOf(Deployment deployment) {
    var template = deployment.getSpec().getTemplate().getMetadata();
    return template == null || template.getLabels() == null
        ? ""
        : template.getLabels().getOrDefault(RELEASE, "");
  }

  /** The image of the pods that a Deployment makes. */
  static String imageOf(Deployment deployment) {
    var pod = deployment.getSpec().getTemplate().getSpec();
    return pod == null || pod.getContainers().isEmpty()
        ? ""
        : pod.getContainers().getFirst().getImage();
  }

  /** Another value makes other pods of the same release: a restart. */
  private static Map<String, String> podAnnotations(Seen seen) {
    return seen.spec().restartedAt() == null
        ? null
        : Map.of(RESTARTED_AT, seen.spec().restartedAt());
  }

  /** The restart that the pods of a Deployment know of; null when they know of none. */
  static String restartOf(Deployment deployment) {
    return restartOf(deployment.getSpec().getTemplate().getMetadata());
  }

  /** The restart that a pod knows of; null when it knows of none. */
  static String restartOf(Pod pod) {
    return restartOf(pod.getMetadata());
  }

  private static String restartOf(ObjectMeta metadata) {
    return metadata == null || metadata.getAnnotations() == null
        ? null
        : metadata.getAnnotations().get(RESTARTED_AT);
  }

  private static Map<String, String> podLabels(Seen seen, Target target) {
    var labels = Labels.ofAgent(seen.projectName(), seen.name());
    labels.put(Labels.COMPONENT, Labels.COMPONENT_AGENT);
    labels.put(RELEASE, target.podsId());
    return labels;
  }

  /** A release whose pods are the same as those of another one is named here only. */
  private static ObjectMeta metadata(Seen seen, Target target) {
    var metadata = seen.metadata(seen.name());
    if (!target.podsId().equals(target.id())) {
      metadata.setAnnotations(new TreeMap<>(Map.of(RELEASE, target.id())));
    }
    return metadata;
  }

  /**
   * The old pods serve until the new ones can. Not where a pod can only have what another one gives
   * back: the volume, or GPUs, of which a node rarely has more to spare.
   */
  private static DeploymentStrategy strategy(ReleaseContent content) {
    if (content.hasVolume()) {
      return new DeploymentStrategyBuilder().withType("Recreate").build();
    }
    return content.hasGpu()
        ? rolling(new IntOrString(0), new IntOrString(1))
        : rolling(new IntOrString("25%"), new IntOrString(0));
  }

  /**
   * @param surge pods beyond the wanted number; a share is rounded up
   */
  private static DeploymentStrategy rolling(IntOrString surge, IntOrString unavailable) {
    return new DeploymentStrategyBuilder()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(surge)
        .withMaxUnavailable(unavailable)
        .endRollingUpdate()
        .build();
  }

  private static PodSpec pod(Seen seen, ProjectSeen.Open project, Target target) {
    var content = target.content();
    var pod =
        new PodSpecBuilder()
            .withServiceAccountName("agent")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(
                AgentContainer.SECONDS_TO_DRAIN + content.secondsToEnd())
            .withTopologySpreadConstraints(spread(seen, content))
            .withNewSecurityContext()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(AgentContainer.desired(seen, content, GivenImage.forPods(seen, target)))
            .withVolumes(volumes(seen, content));
    if (project.podSecurity() == PodSecurity.RESTRICTED) {
      pod.editSecurityContext().withRunAsNonRoot(true).endSecurityContext();
    }
    if (content.hasVolume()) {
      pod.editSecurityContext()
          .withFsGroup(GROUP)
          .withFsGroupChangePolicy("OnRootMismatch")
          .endSecurityContext();
    }
    var runtimeClass = runtimeClass(seen, project, content);
    if (!runtimeClass.isEmpty()) {
      pod.withRuntimeClassName(runtimeClass);
    }
    if (content.hasGpu()) {
      pod.withTolerations(
          new TolerationBuilder()
              .withKey(AgentContainer.GPU)
              .withOperator("Exists")
              .withEffect("NoSchedule")
              .build());
    }
    return pod.build();
  }

  /** How the project keeps its programs apart goes before how the node gives GPUs to pods. */
  private static String runtimeClass(Seen seen, ProjectSeen.Open project, ReleaseContent content) {
    return project.runtimeClassName().isEmpty() && content.hasGpu()
        ? seen.node().gpuRuntimeClassName()
        : project.runtimeClassName();
  }

  /**
   * The pods of a release are spread over zones and nodes where that is possible, so that one of
   * those can fail. It does not depend on their number, which must not replace pods.
   */
  private static List<TopologySpreadConstraint> spread(Seen seen, ReleaseContent content) {
    return content.hasVolume()
        ? List.of()
        : APART.stream()
            .map(
                place ->
                    new TopologySpreadConstraintBuilder()
                        .withMaxSkew(1)
                        .withTopologyKey(place)
                        .withWhenUnsatisfiable("ScheduleAnyway")
                        .withNewLabelSelector()
                        .withMatchLabels(selector(seen))
                        .endLabelSelector()
                        .withMatchLabelKeys("pod-template-hash")
                        .build())
            .toList();
  }

  private static List<Volume> volumes(Seen seen, ReleaseContent content) {
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(TEMPORARY_FILES)
            .endEmptyDir()
            .build());
    if (seen.node().trustBundle()) {
      volumes.add(
          new VolumeBuilder()
              .withName("trust")
              .withNewConfigMap()
              .withName("mandala-trust")
              .withOptional(true)
              .endConfigMap()
              .build());
    }
    if (content.hasVolume()) {
      volumes.add(
          new VolumeBuilder()
              .withName("data")
              .withNewPersistentVolumeClaim()
              .withClaimName(AgentVolume.nameFor(seen))
              .endPersistentVolumeClaim()
              .build());
    }
    return volumes;
  }
}
