package network.mandala.operator.database;

import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import network.mandala.operator.kubernetes.Hashes;
import network.mandala.operator.kubernetes.Labels;

/** The CronJob that makes copies by the clock. */
final class DatabaseSchedule {

  /** A copy that could not be made for so long waits for the next time. */
  private static final long LATEST_START_SECONDS = 3600;

  private static final int MINUTES_OF_THE_NIGHT = 4 * 60;

  private DatabaseSchedule() {}

  /**
   * @param database name of the database's objects
   */
  static String nameFor(String database) {
    return database + "-copy";
  }

  static CronJob desired(DatabaseInput input) {
    var rules = DatabaseCopyVolume.rules(input);
    return new CronJobBuilder()
        .withMetadata(input.metadata(nameFor(input.name()), Labels.COMPONENT_DATABASE_JOB))
        .withNewSpec()
        .withSchedule(rules.schedule() == null ? nightly(input) : rules.schedule())
        .withTimeZone("Etc/UTC")
        .withConcurrencyPolicy("Forbid")
        .withStartingDeadlineSeconds(LATEST_START_SECONDS)
        .withSuspend(input.stopped())
        .withSuccessfulJobsHistoryLimit(1)
        .withFailedJobsHistoryLimit(1)
        .withNewJobTemplate()
        .withNewMetadata()
        .withLabels(input.labels(Labels.COMPONENT_DATABASE_JOB))
        .endMetadata()
        .withSpec(DatabaseJob.spec(input, DatabaseTask.BACKUP, ""))
        .endJobTemplate()
        .endSpec()
        .build();
  }

  /** Between midnight and four, spread over all databases of the node. */
  private static String nightly(DatabaseInput input) {
    int minute =
        Integer.parseInt(Hashes.hex(input.namespace() + "/" + input.name(), 6), 16)
            % MINUTES_OF_THE_NIGHT;
    return "%d %d * * *".formatted(minute % 60, minute / 60);
  }
}
