package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The Job that builds a Dockerfile: fetch the source, make the image of its static site if it has
 * one, execute the Dockerfile, push the image. The pod is used once, in a namespace for builds
 * alone, and has a user namespace of its own: its root is nobody on the node. The step in the
 * middle runs code of the tenant; all that it can get hold of is the right to pull base images.
 * What it leaves is an image in a folder, which the last step takes for the work of a stranger.
 */
final class DockerfileBuildJob {

  static final String EXECUTE = "dockerfile";
  static final String PUSH = "push";

  /** Keys of the Secret of the build that the tenant's code may read. */
  static final List<String> FOR_BUILDAH =
      List.of(
          BuildahSettings.AUTHENTICATION,
          BuildahSettings.REGISTRIES,
          BuildahSettings.CONTAINERS,
          BuildahSettings.VARIABLES);

  static final String SCRIPT = load();

  private static final long ROOT = 0;
  private static final String BUILDAH_FOLDER = "/etc/mandala-buildah";
  private static final Quantity TEMPORARY_FILES = Quantity.parse("64Mi");

  private DockerfileBuildJob() {}

  static Job desired(BuildInput input, BuildLimits limits) {
    var job = BuildJob.job(input, pod(input, limits));
    job.getMetadata().getLabels().put(BuildQueue.QUEUE, BuildQueue.DOCKERFILES);
    job.getSpec().setSuspend(true);
    return job;
  }

  private static PodSpec pod(BuildInput input, BuildLimits limits) {
    return new PodSpecBuilder()
        .withHostUsers(false)
        .withServiceAccountName("agent")
        .withAutomountServiceAccountToken(false)
        .withEnableServiceLinks(false)
        .withRestartPolicy("Never")
        .withActiveDeadlineSeconds(limits.timeout().toSeconds())
        .withTerminationGracePeriodSeconds(5L)
        .withNewSecurityContext()
        .withFsGroup(BuildJob.USER)
        .endSecurityContext()
        .withInitContainers(
            ours(BuildJob.FETCH, input, limits, mount("work", "/work"), mount("scratch", "/tmp")))
        .addAllToInitContainers(site(input, limits))
        .addToInitContainers(execute(input, limits))
        .withContainers(
            ours(
                PUSH,
                input,
                limits,
                mount("scratch", "/work"),
                mount("scratch", "/tmp"),
                readOnly("image", "/image")))
        .withVolumes(volumes(input, limits))
        .build();
  }

  /** Before anything of the tenant has run: the site is what was pushed. */
  private static List<Container> site(BuildInput input, BuildLimits limits) {
    return input.hasSite()
        ? List.of(
            new ContainerBuilder(
                    ours(
                        BuildJob.SITE,
                        input,
                        limits,
                        mount("work", "/work"),
                        mount("scratch", "/tmp")))
                .withEnv(BuildJob.siteEnvironment(input, limits))
                .build())
        : List.of();
  }

  /** A step of our own code: it has the credential and no rights on its node. */
  private static Container ours(
      String name, BuildInput input, BuildLimits limits, VolumeMount... mounts) {
    var security = BuildJob.unprivileged();
    security.setRunAsNonRoot(true);
    security.setRunAsUser(BuildJob.USER);
    security.setRunAsGroup(BuildJob.USER);
    return container(name, input.builderImage(), limits)
        .withArgs(name)
        .withEnv(BuildJob.builderEnvironment(input, limits))
        .withSecurityContext(
            new SecurityContextBuilder(security)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .build())
        .withVolumeMounts(mounts)
        .addToVolumeMounts(BuildJob.grantMount())
        .addAllToVolumeMounts(trust(limits))
        .build();
  }

  /**
   * The tenant's step. No seccomp profile and no capability is named: that is the runtime's usual
   * set, out of which buildah makes a user namespace with a mount namespace for each RUN, and puts
   * a seccomp profile and fewer capabilities on what runs in it.
   */
  private static Container execute(BuildInput input, BuildLimits limits) {
    var variables = new TreeMap<String, String>();
    variables.put("HOME", "/tmp");
    variables.put("TMPDIR", "/storage/tmp");
    variables.put("REGISTRY_AUTH_FILE", BUILDAH_FOLDER + "/" + BuildahSettings.AUTHENTICATION);
    variables.put("CONTAINERS_REGISTRIES_CONF", BUILDAH_FOLDER + "/" + BuildahSettings.REGISTRIES);
    variables.put("CONTAINERS_CONF", BUILDAH_FOLDER + "/" + BuildahSettings.CONTAINERS);
    variables.put("MANDALA_DIRECTORY", input.directory());
    variables.put("MANDALA_DOCKERFILE", input.dockerfile());
    variables.put("MANDALA_PROCESSES", String.valueOf(limits.dockerfiles().processes()));
    variables.put(
        "MANDALA_DISK_KILOBYTES", String.valueOf(limits.dockerfiles().diskBytes() / 1024));
    if (limits.trustBundle()) {
      variables.put("SSL_CERT_FILE", BuildJob.TRUST_FILE);
    }
    List<EnvVar> environment = BuildJob.asList(variables);
    return container(EXECUTE, input.baseImage(), limits)
        .withCommand("/bin/bash", "-c", SCRIPT)
        .withEnv(environment)
        // Its last lines become the message of the condition.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(
            new SecurityContextBuilder().withRunAsUser(ROOT).withRunAsGroup(ROOT).build())
        .withVolumeMounts(
            mount("work", "/work"),
            mount("storage", "/storage"),
            mount("image", "/image"),
            readOnly("buildah", BUILDAH_FOLDER))
        .addAllToVolumeMounts(trust(limits))
        .build();
  }

  private static ContainerBuilder container(String name, String image, BuildLimits limits) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withResources(BuildJob.resources(limits, limits.dockerfiles().diskBytes()));
  }

  private static List<Volume> volumes(BuildInput input, BuildLimits limits) {
    var disk = BuildJob.disk(limits.dockerfiles().diskBytes());
    var volumes = new ArrayList<Volume>();
    volumes.add(folder("work", BuildJob.disk(limits.diskBytes())));
    volumes.add(folder("scratch", TEMPORARY_FILES));
    volumes.add(folder("storage", disk));
    volumes.add(folder("image", disk));
    volumes.add(secret("grant", input, BuildGrantSecret.FOR_BUILDER));
    volumes.add(secret("buildah", input, FOR_BUILDAH));
    if (limits.trustBundle()) {
      volumes.add(BuildJob.trust());
    }
    return volumes;
  }

  private static Volume folder(String name, Quantity size) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withSizeLimit(size)
        .endEmptyDir()
        .build();
  }

  /** Each step sees its part of the Secret alone. */
  private static Volume secret(String name, BuildInput input, List<String> keys) {
    return new VolumeBuilder()
        .withName(name)
        .withNewSecret()
        .withSecretName(input.jobName())
        .withDefaultMode(0440)
        .withItems(keys.stream().map(key -> new KeyToPath(key, null, key)).toList())
        .endSecret()
        .build();
  }

  private static VolumeMount mount(String volume, String path) {
    var mount = BuildJob.mount(volume, path);
    if (volume.equals("scratch")) {
      mount.setSubPath(path.substring(1));
    }
    return mount;
  }

  private static VolumeMount readOnly(String volume, String path) {
    return new VolumeMountBuilder(mount(volume, path)).withReadOnly(true).build();
  }

  private static List<VolumeMount> trust(BuildLimits limits) {
    return limits.trustBundle() ? List.of(readOnly("trust", "/trust")) : List.of();
  }

  private static String load() {
    try (var in = DockerfileBuildJob.class.getResourceAsStream("dockerfile.sh")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
