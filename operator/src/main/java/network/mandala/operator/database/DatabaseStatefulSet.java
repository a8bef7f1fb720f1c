package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.TreeMap;
import network.mandala.operator.kubernetes.Labels;

/** The server: never two at once on one volume, which a StatefulSet promises. */
final class DatabaseStatefulSet {

  static final String CONTAINER = "database";

  /** Annotation of the pod: another value restarts it, with the Secret as it is then. */
  static final String ROTATION = DatabaseCredentials.ROTATION;

  /** Annotation of the pod: another value restarts it, with the copy that was put there. */
  static final String RESTORED = "mandala.network/restored";

  private static final long SECONDS_TO_END = 60;
  private static final int SECONDS_TO_PROBE = 5;

  /** A server that starts after a crash may have a lot to repair: half an hour. */
  private static final int STARTUP_PROBES = 900;

  private DatabaseStatefulSet() {}

  static StatefulSet desired(DatabaseInput input) {
    var annotations = new TreeMap<String, String>();
    if (!input.rotation().isEmpty()) {
      annotations.put(ROTATION, input.rotation());
    }
    if (!input.restored().isEmpty()) {
      annotations.put(RESTORED, input.restored());
    }
    return new StatefulSetBuilder()
        .withMetadata(input.metadata(input.name(), Labels.COMPONENT_DATABASE))
        .withNewSpec()
        .withServiceName(input.name())
        .withReplicas(input.stopped() ? 0 : 1)
        .withRevisionHistoryLimit(1)
        // Else a pod that never became ready is never replaced by a better one.
        .withPodManagementPolicy("Parallel")
        .withNewSelector()
        .withMatchLabels(input.selector())
        .endSelector()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(input.labels(Labels.COMPONENT_DATABASE))
        .withAnnotations(annotations.isEmpty() ? null : annotations)
        .endMetadata()
        .withSpec(pod(input))
        .endTemplate()
        .endSpec()
        .build();
  }

  /** The request to go back to a copy after which a server was restarted; empty: none. */
  static String restoredOf(StatefulSet server) {
    var template = server.getSpec().getTemplate().getMetadata();
    return template == null || template.getAnnotations() == null
        ? ""
        : template.getAnnotations().getOrDefault(RESTORED, "");
  }

  /** The server's pod; read to explain what a quota lacks. */
  static PodSpec pod(DatabaseInput input) {
    var container =
        DatabasePod.container(input, CONTAINER, DatabaseScript.start(input.engine()))
            .addToEnv(
                new EnvVar(
                    "DATABASE_CACHE_BYTES",
                    DatabasePod.bytes(
                        input.memory(), input.engine() == DatabaseEngine.REDIS ? "0.6" : "0.25"),
                    null))
            .addNewPort()
            .withContainerPort(input.engine().port())
            .withProtocol("TCP")
            .endPort()
            .withStartupProbe(
                answers(input).withPeriodSeconds(2).withFailureThreshold(STARTUP_PROBES).build())
            .withReadinessProbe(
                answers(input).withPeriodSeconds(10).withFailureThreshold(3).build())
            .withLivenessProbe(isAlive(input))
            .addToVolumeMounts(DatabasePod.mount("data", "/data"))
            .build();
    return DatabasePod.pod(input)
        .withTerminationGracePeriodSeconds(SECONDS_TO_END)
        .withContainers(container)
        .addToVolumes(DatabasePod.claim("data", input.name()))
        .build();
  }

  private static ProbeBuilder answers(DatabaseInput input) {
    return new ProbeBuilder()
        .withNewExec()
        .withCommand("/bin/sh", "-c", DatabaseScript.probe(input.engine()))
        .endExec()
        .withTimeoutSeconds(SECONDS_TO_PROBE);
  }

  /** Only the port: a server that is busy is not to be killed. */
  private static Probe isAlive(DatabaseInput input) {
    return new ProbeBuilder()
        .withNewTcpSocket()
        .withNewPort(input.engine().port())
        .endTcpSocket()
        .withTimeoutSeconds(SECONDS_TO_PROBE)
        .withPeriodSeconds(20)
        .withFailureThreshold(6)
        .build();
  }
}
