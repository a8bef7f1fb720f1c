package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** What the pods of a database have in common: those of the server and those that copy it. */
final class DatabasePod {

  private static final long USER = 65532;
  private static final Quantity TEMPORARY_FILES = Quantity.parse("1Gi");
  static final Quantity CPU = Quantity.parse("50m");

  private DatabasePod() {}

  /** A pod without containers, held to the strictest standard whatever the project allows. */
  static PodSpecBuilder pod(DatabaseInput input) {
    var pod =
        new PodSpecBuilder()
            .withServiceAccountName("agent")
            .withAutomountServiceAccountToken(false)
            .withEnableServiceLinks(false)
            .withNewSecurityContext()
            .withRunAsNonRoot(true)
            .withRunAsUser(USER)
            .withRunAsGroup(USER)
            .withFsGroup(USER)
            .withFsGroupChangePolicy("OnRootMismatch")
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile()
            .endSecurityContext()
            .addToVolumes(
                new VolumeBuilder()
                    .withName("tmp")
                    .withNewEmptyDir()
                    .withSizeLimit(TEMPORARY_FILES)
                    .endEmptyDir()
                    .build());
    if (!input.runtimeClassName().isEmpty()) {
      pod.withRuntimeClassName(input.runtimeClassName());
    }
    return pod;
  }

  /** A container of the engine's image with the credentials in its environment. */
  static ContainerBuilder container(DatabaseInput input, String name, String script) {
    return new ContainerBuilder()
        .withName(name)
        .withImage(input.image())
        .withImagePullPolicy("IfNotPresent")
        .withCommand("/bin/sh", "-c", script)
        .withEnv(
            variable(input, "DATABASE_HOST", "host"),
            variable(input, "DATABASE_NAME", "database"),
            variable(input, "DATABASE_PASSWORD", "password"),
            variable(input, "DATABASE_USER", "username"))
        .withNewResources()
        .addToRequests("cpu", CPU)
        .addToRequests("memory", input.memory())
        .addToLimits("memory", input.memory())
        .endResources()
        // The last lines of a server that crashed are in its pod's status.
        .withTerminationMessagePolicy("FallbackToLogsOnError")
        .withSecurityContext(
            new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build())
        .withVolumeMounts(mount("tmp", "/tmp"));
  }

  static EnvVar variable(DatabaseInput input, String name, String key) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(input.name())
        .withKey(key)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }

  static VolumeMount mount(String volume, String path) {
    return new VolumeMountBuilder().withName(volume).withMountPath(path).build();
  }

  static Volume claim(String name, String claim) {
    return new VolumeBuilder()
        .withName(name)
        .withNewPersistentVolumeClaim()
        .withClaimName(claim)
        .endPersistentVolumeClaim()
        .build();
  }

  /** A share of the memory, in bytes. */
  static String bytes(Quantity memory, String share) {
    return memory
        .getNumericalAmount()
        .multiply(new BigDecimal(share))
        .setScale(0, RoundingMode.DOWN)
        .toPlainString();
  }
}
