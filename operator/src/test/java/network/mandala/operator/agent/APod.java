package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Instant;
import java.util.Map;
import network.mandala.operator.kubernetes.Labels;

/** A pod of an agent, as a kubelet describes it. */
final class APod {

  private final PodBuilder pod;
  private ContainerStatusBuilder container =
      new ContainerStatusBuilder().withName("agent").withReady(false).withRestartCount(0);

  private APod(String component, String release) {
    pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("hello-1")
            .withNamespace("mandala-project-demo")
            .withCreationTimestamp("2026-03-01T11:59:00Z")
            .addToLabels(
                Map.of(
                    Labels.AGENT,
                    "hello",
                    Labels.COMPONENT,
                    component,
                    "mandala.network/release",
                    release))
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .withNewStatus()
            .withPhase("Pending")
            .endStatus();
  }

  static APod of(Target target) {
    return new APod(Labels.COMPONENT_AGENT, target.podsId());
  }

  static APod ofFrontend(Target target) {
    var made = new APod(Labels.COMPONENT_FRONTEND, "");
    made.pod
        .editSpec()
        .withContainers(
            new ContainerBuilder()
                .withName("frontend")
                .withImage(target.content().frontendImage())
                .build())
        .endSpec();
    return made;
  }

  static APod ofBuild() {
    return new APod(Labels.COMPONENT_BUILD, "");
  }

  APod ofAgent(String agent) {
    pod.editMetadata().addToLabels(Labels.AGENT, agent).endMetadata();
    return this;
  }

  APod requesting(String resource, String amount) {
    pod.editSpec()
        .withContainers(
            new ContainerBuilder()
                .withName("agent")
                .withNewResources()
                .addToRequests(resource, Quantity.parse(amount))
                .endResources()
                .build())
        .endSpec();
    return this;
  }

  APod unschedulable(String message) {
    pod.editStatus()
        .addNewCondition()
        .withType("PodScheduled")
        .withStatus("False")
        .withReason("Unschedulable")
        .withMessage(message)
        .endCondition()
        .endStatus();
    return this;
  }

  APod waiting(String reason, String message) {
    container.withState(
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason(reason)
            .withMessage(message)
            .endWaiting()
            .build());
    return this;
  }

  APod running(Instant since) {
    container.withState(
        new ContainerStateBuilder()
            .withNewRunning()
            .withStartedAt(since.toString())
            .endRunning()
            .build());
    return this;
  }

  /** It has passed its startup probe. */
  APod answeredOnce() {
    container.withStarted(true);
    return this;
  }

  APod ready() {
    container.withReady(true);
    return this;
  }

  APod pulled(String imageId) {
    container.withImageID(imageId);
    return this;
  }

  /** How it ended the last time, after so many restarts. */
  APod endedBefore(int exitCode, String reason, String lastLines, int restarts) {
    container
        .withRestartCount(restarts)
        .withLastState(
            new ContainerStateBuilder()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(lastLines)
                .endTerminated()
                .build());
    return this;
  }

  Pod pod() {
    return pod.editStatus().withContainerStatuses(container.build()).endStatus().build();
  }
}
