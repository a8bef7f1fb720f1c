package network.mandala.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.DatabaseCopy;
import network.mandala.crds.agent.DatabaseRequest;
import network.mandala.crds.agent.DatabaseRequestState;
import network.mandala.crds.agent.DatabaseState;
import network.mandala.crds.agent.DatabaseStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseCopiesTest {

  private static final DatabaseEngine MYSQL = DatabaseEngine.MYSQL;
  private static final DatabaseInput INPUT = ADatabase.of(MYSQL);
  private static final String COPY = "20260301T120000Z";

  @Test
  void nothingIsMadeUnlessItIsAskedFor() {
    assertThat(copies(Map.of(), null).desired(INPUT, null, true)).isEmpty();
    assertThat(copies(Map.of(), null).request(DatabaseTask.BACKUP)).isNull();
  }

  @Test
  void aRequestWaitsForTheServer() {
    var copies = copies(backup("a"), null);

    assertThat(copies.request(DatabaseTask.BACKUP).state()).isEqualTo(DatabaseRequestState.RUNNING);
    assertThat(copies.desired(INPUT, null, false)).isEmpty();
    assertThat(copies.desired(INPUT, null, true))
        .extracting(HasMetadata::getKind)
        .containsExactly("PersistentVolumeClaim", "Job");
  }

  @Test
  void aRequestThatIsOverIsNotTriedAgain() {
    var failed = new DatabaseRequest("a", DatabaseRequestState.FAILED, "no space");

    var copies = copies(backup("a"), status(failed));

    assertThat(copies.request(DatabaseTask.BACKUP)).isEqualTo(failed);
    assertThat(copies.desired(INPUT, null, true)).isEmpty();
    assertThat(copies(backup("b"), status(failed)).desired(INPUT, null, true)).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "../20260301T120000Z", "20260301T120000Z;rm", "@20260301T120000Z"})
  void aRequestThatNamesNoCopyIsRefused(String value) {
    var copies = copies(Map.of("mandala.network/restore-mysql", value), null);

    assertThat(copies.request(DatabaseTask.RESTORE).state()).isEqualTo(DatabaseRequestState.FAILED);
    assertThat(copies.desired(INPUT, null, true)).isEmpty();
  }

  @Test
  void theJobSaysWhatWasMadeAndWhatThereIs() {
    var copies =
        new DatabaseCopies(
            "hello",
            MYSQL,
            backup("a"),
            null,
            List.of(job("a", "Complete")),
            List.of(
                pod("a", 0, "done %s\ncopy %1$s 42\ncopy 20260228T120000Z 41\n".formatted(COPY))));

    assertThat(copies.request(DatabaseTask.BACKUP))
        .isEqualTo(new DatabaseRequest("a", DatabaseRequestState.DONE, COPY));
    assertThat(copies.list())
        .containsExactly(new DatabaseCopy(COPY, 42L), new DatabaseCopy("20260228T120000Z", 41L));
  }

  @Test
  void theLastWordsOfAFailedJobAreToldWithoutThePassword() {
    var copies =
        new DatabaseCopies(
            "hello",
            MYSQL,
            backup("a"),
            null,
            List.of(job("a", "Failed")),
            List.of(pod("a", 1, "denied: mdb" + "z".repeat(40))));

    assertThat(copies.request(DatabaseTask.BACKUP))
        .isEqualTo(new DatabaseRequest("a", DatabaseRequestState.FAILED, "denied: ***"));
  }

  @Test
  void aScheduledCopyThatFailedIsToldUntilOneSucceeds() {
    var failed = scheduled("1", 1, "no space left", "2026-03-01T03:00:00Z");
    var later = scheduled("2", 0, "done " + COPY, "2026-03-02T03:00:00Z");

    assertThat(of(List.of(failed)).scheduleFault()).contains("no space left");
    assertThat(of(List.of(failed, later)).scheduleFault()).isEmpty();
    assertThat(of(List.of(pod("a", 1, "asked for by hand"))).scheduleFault()).isEmpty();
  }

  private static DatabaseCopies of(List<Pod> pods) {
    return new DatabaseCopies("hello", MYSQL, Map.of(), null, List.of(), pods);
  }

  private static Pod scheduled(String number, int exitCode, String message, String at) {
    var pod = pod(number, exitCode, message);
    pod.getMetadata()
        .getLabels()
        .put("batch.kubernetes.io/job-name", "hello-mysql-copy-2900000" + number);
    pod.getStatus().getContainerStatuses().getFirst().getState().getTerminated().setFinishedAt(at);
    return pod;
  }

  @Test
  void whatIsKnownOfCopiesStaysWhenTheirJobsAreGone() {
    var before =
        new DatabaseStatus(
            "mysql",
            DatabaseState.READY,
            "hello-mysql",
            null,
            List.of(new DatabaseCopy(COPY, 42L)),
            null,
            null);

    assertThat(copies(Map.of(), before).list()).containsExactly(new DatabaseCopy(COPY, 42L));
  }

  @Test
  void aVolumeOfCopiesKeepsItsSizeWhenTheSpecNamesNoneAnyMore() {
    var desired = copies(Map.of(), null).desired(INPUT, "9Gi", true);

    assertThat(desired).hasSize(1);
    assertThat(
            ((PersistentVolumeClaim) desired.getFirst())
                .getSpec()
                .getResources()
                .getRequests()
                .get("storage"))
        .isEqualTo(Quantity.parse("9Gi"));
  }

  @Test
  void onlyFilesOfFerretDbNeedARestart() {
    var done = new DatabaseRequest(COPY, DatabaseRequestState.DONE, COPY);
    var status = new DatabaseStatus("mongo", null, null, null, null, null, done);
    var asked =
        Map.of("mandala.network/restore-mongo", COPY, "mandala.network/restore-mysql", COPY);

    assertThat(copies(asked, status).restored("live")).isEmpty();
    assertThat(
            new DatabaseCopies("hello", DatabaseEngine.MONGO, asked, status, List.of(), List.of())
                .restored("live"))
        .isNotEmpty()
        .isNotEqualTo("live");
    assertThat(
            new DatabaseCopies("hello", DatabaseEngine.MONGO, asked, null, List.of(), List.of())
                .restored("live"))
        .isEqualTo("live");
  }

  private static DatabaseCopies copies(Map<String, String> annotations, DatabaseStatus before) {
    return new DatabaseCopies("hello", MYSQL, annotations, before, List.of(), List.of());
  }

  private static Map<String, String> backup(String id) {
    return Map.of("mandala.network/backup-mysql", id);
  }

  private static DatabaseStatus status(DatabaseRequest backup) {
    return new DatabaseStatus("mysql", null, null, null, null, backup, null);
  }

  private static Job job(String id, String condition) {
    var job = DatabaseJob.desired(INPUT, DatabaseTask.BACKUP, id, "");
    job.setStatus(
        new JobStatusBuilder()
            .addNewCondition()
            .withType(condition)
            .withStatus("True")
            .endCondition()
            .build());
    return job;
  }

  private static Pod pod(String id, int exitCode, String message) {
    return new PodBuilder()
        .withNewMetadata()
        .addToLabels(
            "batch.kubernetes.io/job-name",
            DatabaseJob.nameFor("hello-mysql", DatabaseTask.BACKUP, id))
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("copy")
        .withNewState()
        .withNewTerminated()
        .withExitCode(exitCode)
        .withMessage(message)
        .withFinishedAt("2026-03-01T12:00:00Z")
        .endTerminated()
        .endState()
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
