package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvFromSourceBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import network.mandala.crds.project.PodSecurity;
import network.mandala.crds.reference.EnvSource;
import network.mandala.crds.spore.Colour;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;

/**
 * One of the two sets of pods. The number of pods is not in it: that field belongs to {@link
 * SporeScale}, or to an autoscaler.
 */
final class SporeDeployment {

  static final String CONTAINER = "spore";

  private static final String FOLDER = "/app";
  private static final String TRUST_FOLDER = "/etc/mandala/trust";
  private static final String HEALTH = "/health";

  /**
   * How long a pod still answers before its program is told to end: routes go away in that time.
   */
  private static final long SECONDS_TO_LEAVE = 5;

  private static final long SECONDS_TO_END = 30;

  private SporeDeployment() {}

  static Deployment desired(Seen seen, SporeProject.Open project, Target target) {
    var metadata = seen.metadata(nameOf(seen, target.colour()));
    metadata.getLabels().put(Labels.COLOUR, Lane.word(target.colour()));
    metadata.setAnnotations(annotations(target));
    return new DeploymentBuilder()
        .withMetadata(metadata)
        .withNewSpec()
        .withRevisionHistoryLimit(1)
        .withProgressDeadlineSeconds((int) seen.settings().rolloutTimeout().toSeconds() + 1)
        .withNewStrategy()
        .withType("RollingUpdate")
        .withNewRollingUpdate()
        .withNewMaxSurge("25%")
        .withNewMaxUnavailable(0)
        .endRollingUpdate()
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(selector(seen, target.colour()))
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(podLabels(seen, target))
        .endMetadata()
        .withSpec(pod(seen, project, target))
        .endTemplate()
        .endSpec()
        .build();
  }

  static String nameOf(Seen seen, Colour colour) {
    return seen.name() + "-" + Lane.word(colour);
  }

  /** Selects the pods of one set, of whatever release. */
  static Map<String, String> selector(Seen seen, Colour colour) {
    return new TreeMap<>(Map.of(Labels.SPORE, seen.name(), Labels.COLOUR, Lane.word(colour)));
  }

  /** The release that a set was made from; empty when nobody says. */
  static String releaseOf(Deployment deployment) {
    var annotations = deployment.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(SporeRevision.RELEASE, "");
  }

  private static Map<String, String> annotations(Target target) {
    var annotations = new TreeMap<String, String>();
    annotations.put(SporeRevision.RELEASE, target.release().id());
    annotations.put(Lane.LAUNCHED_AT, target.launchedAt());
    if (target.role() == Target.Role.FAILED) {
      annotations.put(Lane.FAILURE, target.failure());
      annotations.put(Lane.FAILED_GENERATION, String.valueOf(target.failedGeneration()));
    }
    return annotations;
  }

  private static Map<String, String> podLabels(Seen seen, Target target) {
    var labels = Labels.ofSpore(seen.projectName(), seen.name());
    labels.put(Labels.COMPONENT, Labels.COMPONENT_SPORE);
    labels.put(Labels.COLOUR, Lane.word(target.colour()));
    labels.put(SporeRevision.RELEASE, target.release().id());
    return labels;
  }

  private static PodSpec pod(Seen seen, SporeProject.Open project, Target target) {
    var pod =
        new PodSpecBuilder()
            .withServiceAccountName(ProjectNames.SERVICE_ACCOUNT)
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds(SECONDS_TO_LEAVE + SECONDS_TO_END)
            .withTopologySpreadConstraints(spread(seen, target.colour()))
            .withSecurityContext(
                new PodSecurityContextBuilder()
                    .withRunAsNonRoot(project.podSecurity() == PodSecurity.RESTRICTED ? true : null)
                    .withNewSeccompProfile()
                    .withType("RuntimeDefault")
                    .endSeccompProfile()
                    .build())
            .withContainers(container(seen, target.release()))
            .withVolumes(volumes(seen));
    if (!project.runtimeClassName().isEmpty()) {
      pod.withRuntimeClassName(project.runtimeClassName());
    }
    return pod.build();
  }

  private static Container container(Seen seen, Release release) {
    var bundle = release.bundle();
    var command = new ArrayList<String>();
    command.add(literal(FOLDER + "/" + bundle.command()));
    bundle.args().forEach(argument -> command.add(literal(argument)));
    var container =
        new ContainerBuilder()
            .withName(CONTAINER)
            .withImage(bundle.image())
            .withImagePullPolicy("IfNotPresent")
            .withCommand(command)
            .withWorkingDir(FOLDER)
            .addNewPort()
            .withName("http")
            .withContainerPort(release.port())
            .withProtocol("TCP")
            .endPort()
            .withEnvFrom(release.envFrom().stream().map(SporeDeployment::envFrom).toList())
            .withEnv(env(seen, release))
            .withNewResources()
            .addToRequests("cpu", cpu(release))
            .addToRequests("memory", memory(release))
            .addToLimits("cpu", cpu(release))
            .addToLimits("memory", memory(release))
            .endResources()
            .withStartupProbe(
                probe(release)
                    .withPeriodSeconds(1)
                    .withFailureThreshold(release.startupSeconds())
                    .build())
            .withReadinessProbe(probe(release).withPeriodSeconds(1).withFailureThreshold(3).build())
            .withLivenessProbe(probe(release).withPeriodSeconds(5).withFailureThreshold(6).build())
            .withNewLifecycle()
            .withNewPreStop()
            .withNewSleep(SECONDS_TO_LEAVE)
            .endPreStop()
            .endLifecycle()
            // The last lines of a program that crashed are in its pod's status.
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(bundle.readOnlyFs())
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withVolumeMounts(mounts(seen));
    SporeProfile.apply(release.profile(), container);
    return container.build();
  }

  private static ProbeBuilder probe(Release release) {
    return new ProbeBuilder()
        .withTimeoutSeconds(1)
        .withNewHttpGet()
        .withPath(HEALTH)
        .withNewPort(release.port())
        .endHttpGet();
  }

  /** The signed variables win over those of {@code envFrom}, and PORT over all. */
  private static List<EnvVar> env(Seen seen, Release release) {
    var variables = new TreeMap<>(release.bundle().env());
    if (seen.settings().trustBundle()) {
      variables.putIfAbsent("SSL_CERT_FILE", TRUST_FOLDER + "/" + ProjectNames.TRUST_KEY);
    }
    variables.remove("PORT");
    return Stream.concat(
            variables.entrySet().stream().map(each -> variable(each.getKey(), each.getValue())),
            Stream.of(new EnvVar("PORT", String.valueOf(release.port()), null)))
        .toList();
  }

  /** The API server does not keep an empty value. */
  private static EnvVar variable(String name, String value) {
    return new EnvVar(name, value.isEmpty() ? null : literal(value), null);
  }

  /** Kubernetes puts variables in place of {@code $(NAME)}; what is signed is taken as it is. */
  static String literal(String text) {
    return text.replace("$", "$$");
  }

  private static EnvFromSource envFrom(EnvSource source) {
    return source.secretRef() != null
        ? new EnvFromSourceBuilder()
            .withNewSecretRef()
            .withName(source.secretRef().name())
            .endSecretRef()
            .build()
        : new EnvFromSourceBuilder()
            .withNewConfigMapRef()
            .withName(source.configMapRef().name())
            .endConfigMapRef()
            .build();
  }

  private static Quantity cpu(Release release) {
    return new Quantity(release.cpuMilli() + "m");
  }

  private static Quantity memory(Release release) {
    return new Quantity(release.memoryMb() + "Mi");
  }

  /**
   * The pods of a set are spread over nodes where that is possible, so that one of those can fail.
   */
  private static TopologySpreadConstraint spread(Seen seen, Colour colour) {
    return new TopologySpreadConstraintBuilder()
        .withMaxSkew(1)
        .withTopologyKey("kubernetes.io/hostname")
        .withWhenUnsatisfiable("ScheduleAnyway")
        .withNewLabelSelector()
        .withMatchLabels(selector(seen, colour))
        .endLabelSelector()
        .withMatchLabelKeys("pod-template-hash")
        .build();
  }

  private static List<Volume> volumes(Seen seen) {
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("tmp")
            .withNewEmptyDir()
            .withSizeLimit(Quantity.parse("256Mi"))
            .endEmptyDir()
            .build());
    if (seen.settings().trustBundle()) {
      volumes.add(
          new VolumeBuilder()
              .withName("trust")
              .withNewConfigMap()
              .withName(ProjectNames.TRUST)
              .withOptional(true)
              .endConfigMap()
              .build());
    }
    return volumes;
  }

  private static List<VolumeMount> mounts(Seen seen) {
    var mounts = new ArrayList<VolumeMount>();
    mounts.add(new VolumeMountBuilder().withName("tmp").withMountPath("/tmp").build());
    if (seen.settings().trustBundle()) {
      mounts.add(
          new VolumeMountBuilder()
              .withName("trust")
              .withMountPath(TRUST_FOLDER)
              .withReadOnly(true)
              .build());
    }
    return mounts;
  }
}
