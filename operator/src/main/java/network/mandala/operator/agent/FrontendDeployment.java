package network.mandala.operator.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.crds.project.PodSecurity;
import network.mandala.operator.kubernetes.Labels;

/**
 * The Deployment of a frontend. It knows nothing of the agent but its URL, so it is replaced only
 * when its own image changes.
 */
final class FrontendDeployment {

  static final String CONTAINER = "frontend";
  static final int PORT = 8080;

  /** What a pod is guaranteed, and charged for. */
  static final String CPU = "20m";

  static final String MEMORY = "32Mi";
  static final String MEMORY_LIMIT = "256Mi";

  /** Annotation of pods: where the agent answers, which the web server shows to everybody. */
  private static final String SITE = "mandala.network/site";

  private static final String SITE_FOLDER = "/etc/mandala/site";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int OLD_REPLICA_SETS = 1;
  private static final long SECONDS_TO_END = 30;

  private FrontendDeployment() {}

  /** Only for a release that has a frontend. */
  static Deployment desired(Seen seen, ProjectSeen.Open project, ReleaseContent content) {
    var frontend = seen.spec().frontend();
    return withReplicas(seen, project, content, frontend == null ? 1 : frontend.replicas());
  }

  /** As above, without pods. */
  static Deployment asleep(Seen seen, ProjectSeen.Open project, ReleaseContent content) {
    return withReplicas(seen, project, content, 0);
  }

  static Map<String, String> selector(Seen seen) {
    return new TreeMap<>(
        Map.of(Labels.AGENT, seen.name(), Labels.COMPONENT, Labels.COMPONENT_FRONTEND));
  }

  /** The image that the pods of a Deployment run. */
  static String imageOf(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
  }

  /** Whether an image is one that builds of the agent make of a folder: we know what is in it. */
  private static boolean isBuiltHere(Seen seen, String image) {
    return image.startsWith(
        seen.node().registryHost() + "/" + seen.projectName() + "/" + seen.name() + "/frontend@");
  }

  private static Deployment withReplicas(
      Seen seen, ProjectSeen.Open project, ReleaseContent content, int replicas) {
    var labels = Labels.ofAgent(seen.projectName(), seen.name());
    labels.put(Labels.COMPONENT, Labels.COMPONENT_FRONTEND);
    return new DeploymentBuilder()
        .withMetadata(seen.metadata(FrontendHosts.nameFor(seen)))
        .withNewSpec()
        .withReplicas(replicas)
        .withRevisionHistoryLimit(OLD_REPLICA_SETS)
        .withProgressDeadlineSeconds((int) seen.node().rolloutTimeout().toSeconds())
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withMaxSurge(new IntOrString("25%"))
        .withMaxUnavailable(new IntOrString(0))
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(selector(seen))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(labels)
        .withAnnotations(new TreeMap<>(Map.of(SITE, site(seen))))
        .endMetadata()
        .withSpec(pod(seen, project, content))
        .endTemplate()
        .endSpec()
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
            .withTopologySpreadConstraints(
                new TopologySpreadConstraintBuilder()
                    .withMaxSkew(1)
                    .withTopologyKey("kubernetes.io/hostname")
                    .withWhenUnsatisfiable("ScheduleAnyway")
                    .withNewLabelSelector()
                    .withMatchLabels(selector(seen))
                    .endLabelSelector()
                    .withMatchLabelKeys("pod-template-hash")
                    .build())
            .withContainers(container(seen, FrontendImage.forPods(seen, content)))
            .withVolumes(
                new VolumeBuilder()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .withSizeLimit(Quantity.parse("256Mi"))
                    .endEmptyDir()
                    .build(),
                new VolumeBuilder()
                    .withName("site")
                    .withNewDownwardAPI()
                    .addNewItem()
                    .withPath("mandala.json")
                    .withNewFieldRef()
                    .withFieldPath("metadata.annotations['" + SITE + "']")
                    .endFieldRef()
                    .endItem()
                    .endDownwardAPI()
                    .build());
    if (project.podSecurity() == PodSecurity.RESTRICTED) {
      pod.editSecurityContext().withRunAsNonRoot(true).endSecurityContext();
    }
    if (!project.runtimeClassName().isEmpty()) {
      pod.withRuntimeClassName(project.runtimeClassName());
    }
    return pod.build();
  }

  private static Container container(Seen seen, String image) {
    var security =
        new SecurityContextBuilder()
            .withAllowPrivilegeEscalation(false)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities();
    if (isBuiltHere(seen, image)) {
      security.withReadOnlyRootFilesystem(true);
    }
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .addNewPort()
        .withContainerPort(PORT)
        .withProtocol("TCP")
        .endPort()
        .withEnv(
            new EnvVar("MANDALA_AGENT", seen.name(), null),
            new EnvVar("MANDALA_PROJECT", seen.projectName(), null),
            new EnvVar("MANDALA_URL", AgentHosts.url(seen), null),
            new EnvVar("PORT", String.valueOf(PORT), null))
        .withResources(
            new ResourceRequirementsBuilder()
                .addToRequests("cpu", Quantity.parse(CPU))
                .addToRequests("memory", Quantity.parse(MEMORY))
                .addToLimits("memory", Quantity.parse(MEMORY_LIMIT))
                .build())
        .withStartupProbe(
            connection().withPeriodSeconds(1).withFailureThreshold(startFailures(seen)).build())
        .withReadinessProbe(connection().withPeriodSeconds(10).withFailureThreshold(3).build())
        .withNewLifecycle()
        .withNewPreStop()
        .withNewSleep(AgentContainer.SECONDS_TO_DRAIN)
        .endPreStop()
        .endLifecycle()
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(security.build())
        .withVolumeMounts(
            new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build(),
            new VolumeMountBuilder()
                .withName("site")
                .withMountPath(SITE_FOLDER)
                .withReadOnly(true)
                .build())
        .build();
  }

  private static int startFailures(Seen seen) {
    return (int) Math.max(1, seen.node().rolloutTimeout().toSeconds());
  }

  private static ProbeBuilder connection() {
    return new ProbeBuilder()
        .withTimeoutSeconds(1)
        .withNewTcpSocket()
        .withNewPort(PORT)
        .endTcpSocket();
  }

  /** What a page has to know to find its agent. */
  private static String site(Seen seen) {
    try {
      return JSON.writeValueAsString(
          new TreeMap<>(
              Map.of(
                  "agent",
                  seen.name(),
                  "project",
                  seen.projectName(),
                  "url",
                  AgentHosts.url(seen))));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
