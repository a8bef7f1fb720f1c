package network.mandala.operator.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import java.util.List;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DatabaseState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseDiagnosisTest {

  private static final DatabaseInput INPUT = ADatabase.of(DatabaseEngine.MYSQL);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1, 1, READY",
    "0, 1, 1, 1, PREPARING",
    // The pod that is there is not the one that is asked for now.
    "1, 0, 1, 1, PREPARING",
    // Nobody has looked at the newest change.
    "1, 1, 1, 0, PREPARING",
    "1, 1, 2, 1, PREPARING",
  })
  void itIsReadyWhenThePodThatIsAskedForAnswers(
      int ready, int updated, int pods, long observed, DatabaseState state) {
    var server = server(INPUT, ready, updated, pods, observed);

    assertThat(DatabaseDiagnosis.of(INPUT, server, List.of()).state()).isEqualTo(state);
  }

  @Test
  void aServerWithTheOldPasswordIsNotReady() {
    var rotated =
        new DatabaseInput(
            INPUT.project(),
            INPUT.namespace(),
            INPUT.agent(),
            INPUT.engine(),
            INPUT.spec(),
            INPUT.images(),
            "",
            false,
            "second",
            "");

    assertThat(DatabaseDiagnosis.of(rotated, server(INPUT, 1, 1, 1, 1), List.of()).isReady())
        .isFalse();
    assertThat(DatabaseDiagnosis.of(rotated, server(rotated, 1, 1, 1, 1), List.of()).isReady())
        .isTrue();
  }

  @Test
  void whatACrashedServerSaidIsToldWithoutItsPassword() {
    var finding =
        DatabaseDiagnosis.of(
            INPUT, null, List.of(crashed(1, "Error", "bad password mdb" + "x".repeat(40))));

    assertThat(finding.state()).isEqualTo(DatabaseState.FAILED);
    assertThat(finding.reason()).isEqualTo(AgentReason.DATABASE_FAILED);
    assertThat(finding.message())
        .contains("MySQL ended with exit code 1", "restarted 3 times", "bad password ***")
        .doesNotContain("xxxx");
  }

  @Test
  void aServerThatWasToldToEndIsNotBlamed() {
    var finding = DatabaseDiagnosis.of(INPUT, null, List.of(crashed(0, "Completed", "")));

    assertThat(finding.state()).isEqualTo(DatabaseState.PREPARING);
  }

  @Test
  void whoNeedsMoreMemoryIsToldWhereToAsk() {
    var finding = DatabaseDiagnosis.of(INPUT, null, List.of(crashed(137, "OOMKilled", "")));

    assertThat(finding.reason()).isEqualTo(AgentReason.OUT_OF_MEMORY);
    assertThat(finding.message()).contains("512Mi", "spec.databases.mysql.memory");
  }

  @Test
  void anImageThatCannotBePulledIsTheProvidersMatter() {
    var state =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("ErrImagePull")
            .withMessage("no such host")
            .endWaiting()
            .build();

    var finding = DatabaseDiagnosis.of(INPUT, null, List.of(pod(state, null)));

    assertThat(finding.state()).isEqualTo(DatabaseState.FAILED);
    assertThat(finding.message()).contains("registry/mysql:9", "no such host", "images.mysql");
  }

  @ParameterizedTest
  @CsvSource({
    "0/1 nodes are available - 1 Insufficient memory, UNSCHEDULABLE, spec.databases.mysql.memory",
    "persistentvolumeclaim \"hello-mysql\" not found, STORAGE_UNAVAILABLE, not found",
  })
  void aPodThatNoNodeTakesIsExplained(String message, AgentReason reason, String words) {
    var pod =
        new PodBuilder()
            .withNewMetadata()
            .endMetadata()
            .withNewStatus()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage(message)
            .endCondition()
            .endStatus()
            .build();

    var finding = DatabaseDiagnosis.of(INPUT, null, List.of(pod));

    assertThat(finding.reason()).isEqualTo(reason);
    assertThat(finding.message()).contains(words);
  }

  private static StatefulSet server(
      DatabaseInput input, int ready, int updated, int pods, long observed) {
    var server = DatabaseStatefulSet.desired(input);
    server.getMetadata().setGeneration(1L);
    server.setStatus(
        new StatefulSetStatusBuilder()
            .withObservedGeneration(observed)
            .withReadyReplicas(ready)
            .withUpdatedReplicas(updated)
            .withReplicas(pods)
            .build());
    return server;
  }

  private static Pod crashed(int exitCode, String reason, String lastLines) {
    var last =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withReason(reason)
            .withMessage(lastLines)
            .endTerminated()
            .build();
    var waiting =
        new ContainerStateBuilder().withNewWaiting().withReason("CrashLoopBackOff").endWaiting();
    return pod(waiting.build(), last);
  }

  private static Pod pod(ContainerState state, ContainerState last) {
    return new PodBuilder()
        .withNewMetadata()
        .endMetadata()
        .withNewStatus()
        .addNewContainerStatus()
        .withName("database")
        .withReady(false)
        .withRestartCount(3)
        .withState(state)
        .withLastState(last)
        .endContainerStatus()
        .endStatus()
        .build();
  }
}
