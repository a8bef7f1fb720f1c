package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpecBuilder;
import network.mandala.operator.kubernetes.Hashes;
import network.mandala.operator.kubernetes.Labels;

/** The Job that makes a copy of a database, or goes back to one. */
final class DatabaseJob {

  static final String CONTAINER = "copy";

  /** The script's word for a copy that does not exist: trying again is no use. */
  private static final int NO_SUCH_COPY = 3;

  private static final int RETRIES = 2;
  private static final long LONGEST_SECONDS = 3 * 3600;
  private static final int SECONDS_TO_READ_THE_LOG = 3600;
  private static final int ID_DIGITS = 8;

  private DatabaseJob() {}

  /**
   * @param database name of the database's objects
   */
  static String nameFor(String database, DatabaseTask task, String id) {
    return database + "-" + task.word() + "-" + Hashes.hex(id, ID_DIGITS);
  }

  /**
   * @param id of the request
   * @param copy to go back to; empty when one is made
   */
  static Job desired(DatabaseInput input, DatabaseTask task, String id, String copy) {
    var spec = spec(input, task, copy);
    spec.setTtlSecondsAfterFinished(SECONDS_TO_READ_THE_LOG);
    return new JobBuilder()
        .withMetadata(
            input.metadata(nameFor(input.name(), task, id), Labels.COMPONENT_DATABASE_JOB))
        .withSpec(spec)
        .build();
  }

  static JobSpec spec(DatabaseInput input, DatabaseTask task, String copy) {
    return new JobSpecBuilder()
        .withBackoffLimit(RETRIES)
        .withNewPodFailurePolicy()
        .addNewRule()
        .withAction("FailJob")
        .withNewOnExitCodes()
        .withOperator("In")
        .withValues(NO_SUCH_COPY)
        .endOnExitCodes()
        .endRule()
        .endPodFailurePolicy()
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(input.labels(Labels.COMPONENT_DATABASE_JOB))
        .endMetadata()
        .withSpec(pod(input, task, copy))
        .endTemplate()
        .build();
  }

  private static PodSpec pod(DatabaseInput input, DatabaseTask task, String copy) {
    var container =
        DatabasePod.container(input, CONTAINER, DatabaseScript.task(input.engine(), task))
            .addToEnv(
                new EnvVar("COPIES_KEPT", DatabaseCopyVolume.rules(input).keep().toString(), null),
                new EnvVar("COPY", copy, null),
                field("HOSTNAME", "metadata.name"),
                field("POD_IP", "status.podIP"))
            .addToVolumeMounts(DatabasePod.mount("backups", "/backups"));
    var pod =
        DatabasePod.pod(input)
            .withRestartPolicy("Never")
            .withActiveDeadlineSeconds(LONGEST_SECONDS)
            .withTerminationGracePeriodSeconds(5L)
            .addToVolumes(DatabasePod.claim("backups", DatabaseCopyVolume.nameFor(input.name())));
    if (input.engine() == DatabaseEngine.MONGO) {
      // FerretDB's files are copied as files: where the server is, for its volume is there.
      container.addToVolumeMounts(DatabasePod.mount("data", "/data"));
      pod.addToVolumes(DatabasePod.claim("data", input.name()))
          .withNewAffinity()
          .withNewPodAffinity()
          .addNewRequiredDuringSchedulingIgnoredDuringExecution()
          .withTopologyKey("kubernetes.io/hostname")
          .withNewLabelSelector()
          .withMatchLabels(input.selector())
          .endLabelSelector()
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endPodAffinity()
          .endAffinity();
    }
    return pod.withContainers(container.build()).build();
  }

  private static EnvVar field(String name, String path) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath(path)
        .endFieldRef()
        .endValueFrom()
        .build();
  }
}
