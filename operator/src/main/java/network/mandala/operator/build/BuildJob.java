package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPathBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Runtime;
import network.mandala.crds.reference.SecretKey;
import network.mandala.operator.kubernetes.Hashes;
import network.mandala.operator.kubernetes.Labels;

/**
 * The Job that builds: fetch the source, make the image of its static site if it has one, install
 * its dependencies, assemble the image. Only the step that installs runs code of the tenant, and
 * all others hold the credential. Where nothing is to be installed, the first step makes the image
 * and the others end at once.
 */
public final class BuildJob {

  static final String FETCH = "fetch";
  static final String SITE = "site";
  static final String DEPENDENCIES = "dependencies";
  static final String ASSEMBLE = "assemble";

  /** The tenant must change the source: trying again is no use. */
  static final int CHANGE_THE_SOURCE = 2;

  /** Killed: out of memory, or out of time. Neither gets better by trying again. */
  static final List<Integer> KILLED = List.of(137, 143);

  private static final long BYTES_OF_LOGS = 256L << 20;
  private static final int RETRIES = 4;
  static final long USER = 65532;
  private static final int SECONDS_TO_READ_THE_LOG = 3600;
  private static final BigDecimal MOST_CPU_REQUEST = new BigDecimal("0.25");
  private static final String NPMRC = "/settings/npmrc";
  private static final String PIP_CONF = "/settings/pip";
  private static final String SETTINGS_FILE = "settings";
  static final String TRUST_FILE = "/trust/ca.crt";

  /** What the first step has found out; the step that runs the tenant's code can only read it. */
  private static final String RESULT = "result";

  private static final String RESULT_FOLDER = "/result";
  private static final Quantity SIZE_OF_RESULT = Quantity.parse("1Mi");

  private BuildJob() {}

  public static Job desired(BuildInput input, BuildLimits limits) {
    return input.runtime() == Runtime.DOCKER
        ? DockerfileBuildJob.desired(input, limits)
        : job(input, pod(input, limits));
  }

  /** A Job that runs one pod to its end. */
  static Job job(BuildInput input, PodSpec pod) {
    var labels = Labels.ofAgent(input.project(), input.agent());
    labels.put(Labels.COMPONENT, Labels.COMPONENT_BUILD);
    return new JobBuilder()
        .withNewMetadata()
        .withName(input.jobName())
        .withNamespace(input.namespace())
        .withLabels(labels)
        .endMetadata()
        .withNewSpec()
        .withBackoffLimit(RETRIES)
        .withPodFailurePolicy(failurePolicy())
        // Beside the time limit of each pod: time spent in the queue does not count as building.
        .withTtlSecondsAfterFinished(SECONDS_TO_READ_THE_LOG)
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(new TreeMap<>(labels))
        .endMetadata()
        .withSpec(pod)
        .endTemplate()
        .endSpec()
        .build();
  }

  private static PodFailurePolicy failurePolicy() {
    var exitCodes = new ArrayList<>(List.of(CHANGE_THE_SOURCE));
    exitCodes.addAll(KILLED);
    return new PodFailurePolicyBuilder()
        // A node that is drained kills too: that is nobody's fault, but it counts, for an eviction
        // because of a full disk looks the same.
        .addNewRule()
        .withAction("Count")
        .addNewOnPodCondition()
        .withType("DisruptionTarget")
        .withStatus("True")
        .endOnPodCondition()
        .endRule()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withOperator("In")
        .withValues(exitCodes)
        .endOnExitCodes()
        .endRule()
        .build();
  }

  private static PodSpec pod(BuildInput input, BuildLimits limits) {
    return new PodSpecBuilder()
        .withServiceAccountName("agent")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withRestartPolicy("Never")
        .withActiveDeadlineSeconds(limits.timeout().toSeconds())
        .withTerminationGracePeriodSeconds(5L)
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(USER)
        .withRunAsGroup(USER)
        .withFsGroup(USER)
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withInitContainers(
            container(FETCH, input.builderImage(), limits)
                .withArgs(FETCH)
                .withEnv(fetchEnvironment(input, limits))
                .addAllToVolumeMounts(
                    List.of(mount("work", "/work"), mount(RESULT, RESULT_FOLDER), grantMount()))
                .build())
        .addAllToInitContainers(site(input, limits))
        .addToInitContainers(
            container(DEPENDENCIES, input.baseImage(), limits)
                .withCommand("/bin/sh", "-c", DependencyScript.of(input.runtime()))
                .withEnv(dependencyEnvironment(input, limits))
                // Its last lines become the message of the condition.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .addToVolumeMounts(mount("work", "/work"), readOnly(RESULT, RESULT_FOLDER))
                .addAllToVolumeMounts(settingsMounts(input))
                .build())
        .withContainers(
            container(ASSEMBLE, input.builderImage(), limits)
                .withArgs(ASSEMBLE)
                .withEnv(asList(installingVariables(input, limits)))
                .addAllToVolumeMounts(
                    List.of(mount("work", "/work"), readOnly(RESULT, RESULT_FOLDER), grantMount()))
                .build())
        .withVolumes(volumes(input, limits))
        .build();
  }

  /** Before anything of the tenant has run: the site is what was pushed. */
  private static List<Container> site(BuildInput input, BuildLimits limits) {
    if (!input.hasSite()) {
      return List.of();
    }
    return List.of(
        container(SITE, input.builderImage(), limits)
            .withArgs(SITE)
            .withEnv(siteEnvironment(input, limits))
            .addAllToVolumeMounts(
                List.of(mount("work", "/work"), readOnly(RESULT, RESULT_FOLDER), grantMount()))
            .build());
  }

  /** The first step may be the last: then it makes the image of the site as well. */
  private static List<EnvVar> fetchEnvironment(BuildInput input, BuildLimits limits) {
    var variables = installingVariables(input, limits);
    if (input.hasSite()) {
      variables.put("MANDALA_SITE_DIRECTORY", input.site());
      variables.put("MANDALA_SITE_BASE_IMAGE", input.siteImage());
      variables.put("MANDALA_SITE_TARGET_IMAGE", input.siteTargetImage());
    }
    return asList(variables);
  }

  /**
   * With what stands for the way in which dependencies are installed: by that the builder knows
   * those of an earlier build again.
   */
  private static TreeMap<String, String> installingVariables(BuildInput input, BuildLimits limits) {
    var variables = builderVariables(input, limits);
    if (limits.cacheBytes() > 0) {
      var installer = new TreeMap<String, String>(input.settings().asMap());
      installer.put("script", DependencyScript.of(input.runtime()));
      variables.put("MANDALA_INSTALLER", Hashes.of(installer));
    }
    return variables;
  }

  static List<EnvVar> siteEnvironment(BuildInput input, BuildLimits limits) {
    var variables = builderVariables(input, limits);
    variables.put("MANDALA_SITE", input.site());
    variables.put("MANDALA_BASE_IMAGE", input.siteImage());
    variables.put("MANDALA_TARGET_IMAGE", input.siteTargetImage());
    return asList(variables);
  }

  /** The shared folder counts against every step; the default of the namespace may be smaller. */
  static Quantity disk(long bytes) {
    return Quantity.parse(String.valueOf(bytes + BYTES_OF_LOGS));
  }

  private static ContainerBuilder container(String name, String image, BuildLimits limits) {
    var builder =
        new ContainerBuilder()
            .withName(name)
            .withImage(image)
            .withImagePullPolicy("IfNotPresent")
            .withResources(resources(limits, limits.diskBytes()))
            .withSecurityContext(unprivileged())
            .addToVolumeMounts(
                new VolumeMountBuilder()
                    .withName("work")
                    .withMountPath("/tmp")
                    .withSubPath("tmp-" + name)
                    .build());
    return limits.trustBundle()
        ? builder.addToVolumeMounts(
            new VolumeMountBuilder()
                .withName("trust")
                .withMountPath("/trust")
                .withReadOnly(true)
                .build())
        : builder;
  }

  /**
   * @param diskBytes of all folders of the pod together
   */
  static ResourceRequirements resources(BuildLimits limits, long diskBytes) {
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", cpuRequest(limits.cpu()))
        .addToRequests("memory", Quantity.parse(limits.memory()))
        .addToRequests("ephemeral-storage", Quantity.parse("64Mi"))
        .addToLimits("cpu", Quantity.parse(limits.cpu()))
        .addToLimits("memory", Quantity.parse(limits.memory()))
        .addToLimits("ephemeral-storage", disk(diskBytes))
        .build();
  }

  static SecurityContext unprivileged() {
    return new SecurityContextBuilder()
        .withAllowPrivilegeEscalation(false)
        .withReadOnlyRootFilesystem(true)
        .withNewCapabilities()
        .withDrop("ALL")
        .endCapabilities()
        .build();
  }

  private static Quantity cpuRequest(String limit) {
    var most = Quantity.parse(limit);
    return most.getNumericalAmount().compareTo(MOST_CPU_REQUEST) <= 0
        ? most
        : Quantity.parse("250m");
  }

  static List<EnvVar> builderEnvironment(BuildInput input, BuildLimits limits) {
    return asList(builderVariables(input, limits));
  }

  private static TreeMap<String, String> builderVariables(BuildInput input, BuildLimits limits) {
    var variables = new TreeMap<String, String>();
    variables.put("MANDALA_SOURCE", input.source());
    variables.put("MANDALA_RUNTIME", word(input.runtime()));
    if (!input.entry().isEmpty()) {
      variables.put("MANDALA_ENTRY", input.entry());
    }
    if (!input.directory().isEmpty()) {
      variables.put("MANDALA_DIRECTORY", input.directory());
    }
    if (input.type() == AgentType.AGIDENTITY) {
      variables.put("MANDALA_TYPE", "agidentity");
    }
    if (!input.dockerfile().isEmpty()) {
      variables.put("MANDALA_DOCKERFILE", input.dockerfile());
    }
    variables.put("MANDALA_BASE_IMAGE", input.baseImage());
    variables.put("MANDALA_TARGET_IMAGE", input.targetImage());
    if (limits.cacheBytes() > 0 && input.runtime() != Runtime.DOCKER) {
      variables.put("MANDALA_CACHE", input.cacheRepository() + ":" + word(input.runtime()));
      variables.put("MANDALA_CACHE_BYTES", String.valueOf(limits.cacheBytes()));
    }
    variables.put("MANDALA_REGISTRY_INSECURE", String.valueOf(limits.insecureRegistry()));
    variables.put("MANDALA_MAX_SOURCE_BYTES", String.valueOf(limits.maxSourceBytes()));
    variables.put("MANDALA_MAX_SOURCE_FILES", String.valueOf(limits.maxSourceFiles()));
    if (limits.trustBundle()) {
      variables.put("SSL_CERT_FILE", TRUST_FILE);
    }
    return variables;
  }

  private static List<EnvVar> dependencyEnvironment(BuildInput input, BuildLimits limits) {
    var variables = new TreeMap<>(limits.environment());
    variables.put("HOME", "/work/tmp");
    variables.put("TMPDIR", "/work/tmp");
    if (!input.directory().isEmpty()) {
      variables.put("MANDALA_DIRECTORY", input.directory());
    }
    if (limits.trustBundle()) {
      for (var name :
          List.of("NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "PIP_CERT", "REQUESTS_CA_BUNDLE")) {
        variables.putIfAbsent(name, TRUST_FILE);
      }
    }
    if (input.settings().npmrc() != null) {
      variables.put("NPM_CONFIG_USERCONFIG", NPMRC + "/" + SETTINGS_FILE);
    }
    if (input.settings().pipConf() != null) {
      variables.put("PIP_CONFIG_FILE", PIP_CONF + "/" + SETTINGS_FILE);
    }
    return asList(variables);
  }

  private static List<Volume> volumes(BuildInput input, BuildLimits limits) {
    var volumes = new ArrayList<Volume>();
    volumes.add(
        new VolumeBuilder()
            .withName("work")
            .withNewEmptyDir()
            .withSizeLimit(Quantity.parse(String.valueOf(limits.diskBytes())))
            .endEmptyDir()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName(RESULT)
            .withNewEmptyDir()
            .withSizeLimit(SIZE_OF_RESULT)
            .endEmptyDir()
            .build());
    volumes.add(
        new VolumeBuilder()
            .withName("grant")
            .withNewSecret()
            .withSecretName(input.jobName())
            .withDefaultMode(0440)
            .endSecret()
            .build());
    if (input.settings().npmrc() != null) {
      volumes.add(settings("npmrc", input.settings().npmrc()));
    }
    if (input.settings().pipConf() != null) {
      volumes.add(settings("pip-conf", input.settings().pipConf()));
    }
    if (limits.trustBundle()) {
      volumes.add(trust());
    }
    return volumes;
  }

  /** The provider's certificates, where the project has them. */
  static Volume trust() {
    return new VolumeBuilder()
        .withName("trust")
        .withNewConfigMap()
        .withName("mandala-trust")
        .withOptional(true)
        .endConfigMap()
        .build();
  }

  /** Not required by Kubernetes: the script says in words that it is missing. */
  private static Volume settings(String name, SecretKey secret) {
    return new VolumeBuilder()
        .withName(name)
        .withNewSecret()
        .withSecretName(secret.name())
        .withOptional(true)
        .withDefaultMode(0440)
        .withItems(new KeyToPathBuilder().withKey(secret.key()).withPath(SETTINGS_FILE).build())
        .endSecret()
        .build();
  }

  private static List<VolumeMount> settingsMounts(BuildInput input) {
    var mounts = new ArrayList<VolumeMount>();
    if (input.settings().npmrc() != null) {
      mounts.add(readOnly("npmrc", NPMRC));
    }
    if (input.settings().pipConf() != null) {
      mounts.add(readOnly("pip-conf", PIP_CONF));
    }
    return mounts;
  }

  private static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).withReadOnly(true).build();
  }

  static VolumeMount grantMount() {
    return new VolumeMountBuilder()
        .withName("grant")
        .withMountPath("/grant")
        .withReadOnly(true)
        .build();
  }

  static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  private static String word(Runtime runtime) {
    return switch (runtime) {
      case NODE -> "node";
      case PYTHON -> "python";
      case DOCKER -> "docker";
    };
  }

  static List<EnvVar> asList(TreeMap<String, String> variables) {
    return variables.entrySet().stream()
        .map(variable -> new EnvVar(variable.getKey(), variable.getValue(), null))
        .toList();
  }
}
