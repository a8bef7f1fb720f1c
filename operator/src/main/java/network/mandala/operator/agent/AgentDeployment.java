package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TolerationBuilder;
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

  /** Label of pods: the release that they run. */
  static final String RELEASE = "mandala.network/release";

  /** The user of the images that we build; a volume belongs to its group. */
  private static final long GROUP = 65532;

  private static final int OLD_REPLICA_SETS = 1;
  private static final long SECONDS_TO_END = 30;
  private static final Quantity TEMPORARY_FILES = Quantity.parse("1Gi");

  private AgentDeployment() {}

  static Deployment desired(Seen seen, ProjectSeen.Open project, Target target) {
    return new DeploymentBuilder()
        .withMetadata(seen.metadata(seen.name()))
        .withNewSpec()
        .withRevisionHistoryLimit(OLD_REPLICA_SETS)
        .withProgressDeadlineSeconds((int) seen.node().rolloutTimeout().toSeconds())
        .withStrategy(strategy(target.content()))
        .withNewSelector()
        .withMatchLabels(selector(seen))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(podLabels(seen, target))
        .endMetadata()
        .withSpec(pod(seen, project, target.content()))
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
    var template = deployment.getSpec().getTemplate().getMetadata();
    return template == null || template.getLabels() == null
        ? ""
        : template.getLabels().getOrDefault(RELEASE, "");
  }

  private static Map<String, String> podLabels(Seen seen, Target target) {
    var labels = Labels.ofAgent(seen.projectName(), seen.name());
    labels.put(Labels.COMPONENT, Labels.COMPONENT_AGENT);
    labels.put(RELEASE, target.id());
    return labels;
  }

  /** One pod at a time can have the volume; without one, the old pods serve until the new can. */
  private static DeploymentStrategy strategy(ReleaseContent content) {
    return content.hasVolume()
        ? new DeploymentStrategyBuilder().withType("Recreate").build()
        : new DeploymentStrategyBuilder()
            .withType("RollingUpdate")
            .withNewRollingUpdate()
            .withNewMaxSurge("25%")
            .withNewMaxUnavailable(0)
            .endRollingUpdate()
            .build();
  }

  private static PodSpec pod(Seen seen, ProjectSeen.Open project, ReleaseContent content) {
    var pod =
        new PodSpecBuilder()
            .withServiceAccountName("agent")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(SECONDS_TO_END)
            .withNewSecurityContext()
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .withContainers(AgentContainer.desired(seen, content))
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
    if (!project.runtimeClassName().isEmpty()) {
      pod.withRuntimeClassName(project.runtimeClassName());
    }
    if (content.resources().gpu() > 0) {
      pod.withTolerations(
          new TolerationBuilder()
              .withKey(AgentContainer.GPU)
              .withOperator("Exists")
              .withEffect("NoSchedule")
              .build());
    }
    return pod.build();
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
