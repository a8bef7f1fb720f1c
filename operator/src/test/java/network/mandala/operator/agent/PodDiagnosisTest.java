package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.AgentReason;
import org.junit.jupiter.api.Test;

class PodDiagnosisTest {

  private static final Target TARGET =
      AnAgent.asking("source: {image: 'ghcr.io/example/app:1'}").target("ghcr.io/example/app:1");

  @Test
  void aPodThatIsReadyOrJustStartedHasNothingToSay() {
    assertThat(diagnose(APod.of(TARGET).running(NOW.minusSeconds(3600)).ready().pod())).isEmpty();
    assertThat(diagnose(APod.of(TARGET).running(NOW.minusSeconds(2)).pod())).isEmpty();
    assertThat(diagnose(APod.of(TARGET).waiting("ContainerCreating", null).pod())).isEmpty();
    assertThat(diagnose()).isEmpty();
  }

  @Test
  void anImageThatCannotBePulledIsNamedWithTheWordsOfTheKubelet() {
    var finding =
        found(
            APod.of(TARGET).waiting("ImagePullBackOff", "Back-off pulling image: not found").pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.IMAGE_CANNOT_BE_PULLED);
    assertThat(finding.message())
        .startsWith(
            "Image ghcr.io/example/app:1 cannot be pulled: Back-off pulling image: not found.");
  }

  @Test
  void aCrashLoopIsToldWithExitCodeAndTheLastTenLines() {
    var log =
        String.join(
            "\n", java.util.stream.IntStream.range(0, 30).mapToObj(i -> "line " + i).toList());

    var finding =
        found(
            APod.of(TARGET)
                .waiting("CrashLoopBackOff", "back-off 40s")
                .endedBefore(3, "Error", log, 4)
                .pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.CRASH_LOOPING);
    assertThat(finding.message())
        .startsWith("The program ended with exit code 3 (Error). It was restarted 4 times.")
        .contains("line 20\n", "line 29")
        .doesNotContain("line 19\n");
  }

  @Test
  void aProgramThatWasStartedAgainIsStillTheOneThatCrashed() {
    var finding =
        found(
            APod.of(TARGET).running(NOW.minusSeconds(1)).endedBefore(1, "Error", "boom", 2).pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.CRASH_LOOPING);
    assertThat(finding.message()).endsWith("boom");
  }

  @Test
  void aProgramThatEndsWellIsToldToKeepRunning() {
    var finding =
        found(
            APod.of(TARGET)
                .waiting("CrashLoopBackOff", "")
                .endedBefore(0, "Completed", null, 2)
                .pod());

    assertThat(finding.message())
        .startsWith("The program ended by itself with exit code 0; an agent has to keep running.")
        .endsWith("It wrote nothing.");
  }

  @Test
  void outOfMemoryNamesTheLimit() {
    var finding =
        found(
            APod.of(TARGET)
                .waiting("CrashLoopBackOff", "")
                .endedBefore(137, "OOMKilled", null, 2)
                .pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.OUT_OF_MEMORY);
    assertThat(finding.message()).contains("more than 512Mi of memory");
  }

  @Test
  void aProgramThatDoesNotListenIsUnhealthyAfterAWhile() {
    var finding = found(APod.of(TARGET).running(NOW.minusSeconds(30)).pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.UNHEALTHY);
    assertThat(finding.message()).contains("accepts no connections on port 8080");
  }

  @Test
  void aFailingHealthCheckIsNamed() {
    var target =
        AnAgent.asking("{source: {image: a}, healthCheck: {path: /health, port: 9000}}")
            .target("a");

    var finding = found(target, APod.of(target).running(NOW.minusSeconds(30)));

    assertThat(finding.message()).contains("does not answer GET /health on port 9000");
  }

  @Test
  void aPodWithoutANodeSaysWhy() {
    var finding = found(APod.of(TARGET).unschedulable("0/1 nodes: Insufficient cpu").pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.UNSCHEDULABLE);
    assertThat(finding.message()).startsWith("No node takes the pod: 0/1 nodes: Insufficient cpu.");
  }

  @Test
  void aLackOfGpusIsToldApartFromOtherLacks() {
    var target = AnAgent.asking("{source: {image: a}, resources: {gpu: 1}}").target("a");

    assertThat(
            found(target, APod.of(target).unschedulable("0/1 nodes: 1 Insufficient nvidia.com/gpu"))
                .message())
        .startsWith(
            "No node has the GPU that a pod asks for free: 0/1 nodes: 1 Insufficient"
                + " nvidia.com/gpu. Lower spec.resources.gpu");
    assertThat(
            found(target, APod.of(target).unschedulable("0/1 nodes: Insufficient cpu")).message())
        .startsWith("No node takes the pod: 0/1 nodes: Insufficient cpu.");
  }

  @Test
  void aSlowStartIsNoTroubleUntilItsTimeIsUp() {
    var target =
        AnAgent.asking("{source: {image: a}, healthCheck: {startupSeconds: 600}}").target("a");

    assertThat(diagnose(target, APod.of(target).running(NOW.minusSeconds(590)))).isEmpty();
    assertThat(found(target, APod.of(target).running(NOW.minusSeconds(610))).reason())
        .isEqualTo(AgentReason.UNHEALTHY);
    // It has answered before, so it does not start any more.
    assertThat(
            found(target, APod.of(target).running(NOW.minusSeconds(590)).answeredOnce()).reason())
        .isEqualTo(AgentReason.UNHEALTHY);
  }

  @Test
  void aVolumeThatIsNotThereIsNoLackOfNodes() {
    var finding =
        found(
            APod.of(TARGET)
                .unschedulable("0/1 nodes: pod has unbound immediate PersistentVolumeClaims")
                .pod());

    assertThat(finding.reason()).isEqualTo(AgentReason.STORAGE_UNAVAILABLE);
  }

  @Test
  void aMissingSecretAndAnImageThatRunsAsRootAreToldApart() {
    assertThat(
            found(
                    APod.of(TARGET)
                        .waiting("CreateContainerConfigError", "secret \"keys\" not found")
                        .pod())
                .reason())
        .isEqualTo(AgentReason.CONFIGURATION_MISSING);
    assertThat(
            found(
                    APod.of(TARGET)
                        .waiting(
                            "CreateContainerConfigError",
                            "container has runAsNonRoot and image will run as root")
                        .pod())
                .message())
        .startsWith("Image ghcr.io/example/app:1 runs as root");
  }

  @Test
  void theClearestTroubleOfSeveralPodsIsTold() {
    var finding =
        PodDiagnosis.of(
                List.of(
                    APod.of(TARGET).running(NOW.minusSeconds(60)).pod(),
                    APod.of(TARGET)
                        .waiting("CrashLoopBackOff", "")
                        .endedBefore(1, "Error", "boom", 2)
                        .pod()),
                TARGET.content(),
                Duration.ofMinutes(5),
                NOW)
            .orElseThrow();

    assertThat(finding.reason()).isEqualTo(AgentReason.CRASH_LOOPING);
  }

  private static Finding found(Target target, APod pod) {
    return diagnose(target, pod).orElseThrow();
  }

  private static Optional<Finding> diagnose(Target target, APod pod) {
    return PodDiagnosis.of(List.of(pod.pod()), target.content(), Duration.ofMinutes(5), NOW);
  }

  private static Finding found(Pod pod) {
    return diagnose(pod).orElseThrow();
  }

  private static Optional<Finding> diagnose(Pod... pods) {
    return PodDiagnosis.of(List.of(pods), TARGET.content(), Duration.ofMinutes(5), NOW);
  }
}
