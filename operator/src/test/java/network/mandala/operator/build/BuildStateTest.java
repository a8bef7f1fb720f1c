package network.mandala.operator.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import network.mandala.crds.agent.AgentReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BuildStateTest {

  private static final Job JOB = job();

  @Test
  void withoutAJobThereIsNothing() {
    assertThat(BuildState.of(null, List.of())).isEqualTo(new BuildState.Absent());
  }

  @Test
  void aJobWithoutPodsWaits() {
    assertThat(BuildState.of(JOB, List.of()))
        .isEqualTo(new BuildState.Waiting(AgentReason.BUILD_QUEUED, ""));
  }

  @Test
  void podsOfAnEarlierJobDoNotCount() {
    var old = pod("Failed", terminated("fetch", 2, "Error", "{}"));
    old.getMetadata().getOwnerReferences().getFirst().setUid("earlier");

    assertThat(BuildState.of(JOB, List.of(old))).isInstanceOf(BuildState.Waiting.class);
  }

  @Test
  void theStepThatRunsIsNamed() {
    assertThat(state(pod("Pending", running("fetch"))))
        .isEqualTo(new BuildState.Running("fetching the source"));
    assertThat(
            state(pod("Pending", terminated("fetch", 0, "Completed", ""), running("dependencies"))))
        .isEqualTo(new BuildState.Running("installing dependencies"));
    assertThat(state(pod("Pending", running("dockerfile"))))
        .isEqualTo(new BuildState.Running("executing the Dockerfile"));
    assertThat(state(pod("Running", running("push"))))
        .isEqualTo(new BuildState.Running("pushing the image"));
    assertThat(state(pod("Running", running("assemble"))))
        .isEqualTo(new BuildState.Running("assembling and pushing the image"));
  }

  @Test
  void theImageIsReadBeforeTheJobSaysThatItIsComplete() {
    assertThat(
            state(
                pod(
                    "Succeeded",
                    terminated("assemble", 0, "Completed", "{\"image\":\"r/a@sha256:1\"}"))))
        .isEqualTo(new BuildState.Succeeded("r/a@sha256:1", ""));
  }

  @Test
  void theImageMayBeMadeByTheFirstStep() {
    var fetch = terminated("fetch", 0, "Completed", "{\"image\":\"r/a@sha256:1\"}");
    assertThat(state(pod("Pending", fetch)))
        .isEqualTo(new BuildState.Succeeded("r/a@sha256:1", ""));
    assertThat(state(pod("Pending", fetch, running("dependencies"))))
        .isEqualTo(new BuildState.Succeeded("r/a@sha256:1", ""));
  }

  @Test
  void theFirstStepMayMakeTheSiteAsWell() {
    var fetch =
        terminated(
            "fetch", 0, "Completed", "{\"image\":\"r/a@sha256:1\",\"site\":\"r/s@sha256:2\"}");
    assertThat(state(pod("Pending", fetch, running("site"))))
        .isEqualTo(new BuildState.Succeeded("r/a@sha256:1", "r/s@sha256:2"));
  }

  @Test
  void whatTheStepOfTheTenantSaysIsNoImage() {
    assertThat(
            state(
                pod(
                    "Pending",
                    terminated("fetch", 0, "Completed", ""),
                    terminated("dependencies", 0, "Completed", "{\"image\":\"r/a@sha256:1\"}"))))
        .isInstanceOf(BuildState.Running.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fetch        | 2   | Error     | {"reason":"SourceTooLarge","message":"Too large."} | SOURCE_TOO_LARGE     | Too large.        | false
          fetch        | 2   | Error     | {"reason":"NewWord","message":"What."}             | BUILD_FAILED         | What.             | false
          fetch        | 143 | Error     | {"reason":"RegistryDenied","message":"No."}        | REGISTRY_UNAVAILABLE | No.               | true
          dependencies | 2   | Error     | npm error 404                                      | BUILD_FAILED         | npm error 404     | false
          dependencies | 137 | OOMKilled |                                                    | BUILD_FAILED         | more memory       | false
          dockerfile   | 2   | Error     | Error: building at STEP "RUN false": exit status 1  | BUILD_FAILED         | RUN false         | false
          dockerfile   | 137 | OOMKilled |                                                    | BUILD_FAILED         | more memory       | false
          push         | 2   | Error     | {"reason":"BuildFailed","message":"No image."}     | BUILD_FAILED         | No image.         | false
          assemble     | 137 | Error     | {                                                  | BUILD_FAILED         | left no message   | true
          """)
  void aFinalFailureIsTold(
      String step,
      int exitCode,
      String why,
      String message,
      AgentReason reason,
      String words,
      boolean passing) {
    assertThat(state(pod("Failed", terminated(step, exitCode, why, message))))
        .isInstanceOfSatisfying(
            BuildState.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(reason);
              assertThat(failed.message()).contains(words);
              assertThat(failed.passing()).isEqualTo(passing);
            });
  }

  @Test
  void aPassingFailureIsRepeatedByTheJobUntilItGivesUp() {
    var pod =
        pod(
            "Failed",
            terminated(
                "fetch", 75, "Error", "{\"reason\":\"RegistryUnavailable\",\"message\":\"No.\"}"));

    assertThat(state(pod))
        .isEqualTo(
            new BuildState.Waiting(
                AgentReason.REGISTRY_UNAVAILABLE, "The last attempt failed and is repeated: No."));
    assertThat(BuildState.of(failed(), List.of(pod)))
        .isEqualTo(new BuildState.Failed(AgentReason.REGISTRY_UNAVAILABLE, "No.", true));
  }

  @Test
  void aBuildThatTookTooLongIsTold() {
    var pod = pod("Failed", terminated("dependencies", 137, "Error", ""));
    pod.getStatus().setReason("DeadlineExceeded");

    assertThat(state(pod))
        .isInstanceOfSatisfying(
            BuildState.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(AgentReason.BUILD_TIMED_OUT));
  }

  @Test
  void aBuildThatItsNodeNeverStartedIsNotBlamedOnItsSource() {
    var pod = pod("Failed");
    pod.getStatus().setReason("DeadlineExceeded");

    assertThat(BuildState.of(failed(), List.of(pod)))
        .isInstanceOfSatisfying(
            BuildState.Failed.class,
            failed -> {
              assertThat(failed.message()).contains("No node started", "user namespaces");
              assertThat(failed.passing()).isTrue();
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Usage of EmptyDir volume "storage" exceeds the limit "10Gi".               | false | build.dockerfile.diskBytes
          Pod ephemeral local storage usage exceeds the total limit of containers 5Gi. | false | wrote more to disk
          Container dockerfile exceeded its local ephemeral storage limit "1Gi".     | false | wrote more to disk
          The node was low on resource: ephemeral-storage.                           | true  | evicted from its node
          """)
  void anEvictionForTheBuildsOwnDiskIsFinalAndOneOfTheNodeIsNot(
      String message, boolean passing, String words) {
    var pod = pod("Failed", terminated("dockerfile", 137, "Error", ""));
    pod.getStatus().setReason("Evicted");
    pod.getStatus().setMessage(message);

    assertThat(state(pod))
        .isInstanceOfSatisfying(
            BuildState.Failed.class,
            failed -> {
              assertThat(failed.passing()).isEqualTo(passing);
              assertThat(failed.message()).contains(words);
            });
  }

  @Test
  void aSuspendedJobWaitsForItsTurn() {
    var suspended = new JobBuilder(JOB).editSpec().withSuspend(true).endSpec().build();

    assertThat(BuildState.of(suspended, List.of()))
        .isInstanceOfSatisfying(
            BuildState.Waiting.class, waiting -> assertThat(waiting.why()).contains("its turn"));
  }

  @Test
  void aDrainedNodeIsNobodysFault() {
    var pod = pod("Failed", terminated("dependencies", 143, "Error", ""));
    pod.getStatus()
        .getConditions()
        .add(
            new io.fabric8.kubernetes.api.model.PodConditionBuilder()
                .withType("DisruptionTarget")
                .withStatus("True")
                .build());

    assertThat(state(pod)).isInstanceOf(BuildState.Waiting.class);
  }

  @Test
  void aResultThatIsLostIsBuiltAgain() {
    var complete = job();
    complete.setStatus(
        new io.fabric8.kubernetes.api.model.batch.v1.JobStatusBuilder()
            .addNewCondition()
            .withType("Complete")
            .withStatus("True")
            .endCondition()
            .build());

    assertThat(BuildState.of(complete, List.of()))
        .isInstanceOfSatisfying(
            BuildState.Failed.class, failed -> assertThat(failed.passing()).isTrue());
  }

  private static BuildState state(Pod pod) {
    return BuildState.of(JOB, List.of(pod));
  }

  private static Job job() {
    return new JobBuilder()
        .withNewMetadata()
        .withUid("job")
        .endMetadata()
        .withNewSpec()
        .endSpec()
        .build();
  }

  private static Job failed() {
    return new JobBuilder(JOB)
        .withNewStatus()
        .addNewCondition()
        .withType("Failed")
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Pod pod(String phase, ContainerStatus... containers) {
    return new PodBuilder()
        .withNewMetadata()
        .withCreationTimestamp("2026-03-01T12:00:00Z")
        .addNewOwnerReference()
        .withUid("job")
        .endOwnerReference()
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .withContainerStatuses(containers)
        .endStatus()
        .build();
  }

  private static ContainerStatus running(String name) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withState(new ContainerStateBuilder().withNewRunning().endRunning().build())
        .build();
  }

  private static ContainerStatus terminated(
      String name, int exitCode, String reason, String message) {
    return new ContainerStatusBuilder()
        .withName(name)
        .withState(
            new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .build())
        .build();
  }
}
