package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateBuilder;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.ProjectNames;

/** Somebody with a project who applies Spores, and the kubelet of their pods. */
final class SporeTenant {

  static final Duration SOON = Duration.ofSeconds(60);

  private final KubernetesClient client;
  private final String project;

  private SporeTenant(KubernetesClient client, String project) {
    this.client = client;
    this.project = project;
  }

  static SporeTenant withProject(KubernetesClient client, String name, TrustedSigner... signers) {
    var tenant = new SporeTenant(client, name);
    tenant.trust(signers);
    await()
        .atMost(SOON)
        .until(
            () -> {
              var status = client.resources(Project.class).withName(name).get().getStatus();
              return status != null
                  && Conditions.isTrue(status.conditions(), ProjectCondition.READY.word());
            });
    return tenant;
  }

  void trust(TrustedSigner... signers) {
    var resource = new Project();
    resource.setMetadata(new ObjectMetaBuilder().withName(project).build());
    resource.setSpec(new ProjectSpec(null, null, null, null, null, null, List.of(signers)));
    client.resource(resource).fieldManager("test").forceConflicts().serverSideApply();
  }

  void leave() {
    client.resources(Project.class).withName(project).delete();
  }

  String namespace() {
    return ProjectNames.namespaceOf(project);
  }

  /**
   * @param spec YAML
   */
  void apply(String name, String spec) {
    var spore = new Spore();
    spore.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace(namespace()).build());
    spore.setSpec(client.getKubernetesSerialization().unmarshal("---\n" + spec, SporeSpec.class));
    client.resource(spore).fieldManager("test").forceConflicts().serverSideApply();
  }

  Spore get(String name) {
    return client.resources(Spore.class).inNamespace(namespace()).withName(name).get();
  }

  void delete(String name) {
    client.resources(Spore.class).inNamespace(namespace()).withName(name).delete();
  }

  Condition condition(String name, SporeCondition type) {
    var spore = get(name);
    return spore == null || spore.getStatus() == null
        ? null
        : Conditions.find(spore.getStatus().conditions(), type.word()).orElse(null);
  }

  /** Waits until Ready gives a reason for the spec as it is now; its message. */
  String awaitReason(String name, SporeReason reason) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var ready = condition(name, SporeCondition.READY);
              assertThat(ready).isNotNull();
              assertThat(ready.getReason()).as(ready.getMessage()).isEqualTo(reason.word());
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(get(name).getMetadata().getGeneration());
            });
    return condition(name, SporeCondition.READY).getMessage();
  }

  /** As above, while every pod is said to be ready. */
  void serveUntilReady(String name) {
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              pods(name).forEach(this::serveOnce);
              var ready = condition(name, SporeCondition.READY);
              assertThat(ready).isNotNull();
              assertThat(ready.getReason())
                  .as(ready.getMessage())
                  .isEqualTo(SporeReason.RUNNING.word());
              assertThat(ready.getObservedGeneration())
                  .isEqualTo(get(name).getMetadata().getGeneration());
            });
  }

  /** Pods that are not over. */
  List<Pod> pods(String name) {
    return client
        .pods()
        .inNamespace(namespace())
        .withLabel(Labels.SPORE, name)
        .list()
        .getItems()
        .stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .toList();
  }

  List<Pod> pods(String name, Colour colour) {
    return pods(name).stream()
        .filter(pod -> Lane.word(colour).equals(pod.getMetadata().getLabels().get(Labels.COLOUR)))
        .toList();
  }

  Deployment deployment(String name, Colour colour) {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace())
        .withName(name + "-" + Lane.word(colour))
        .get();
  }

  Service service(String name) {
    return client.services().inNamespace(namespace()).withName(name).get();
  }

  void serveOnce(Pod pod) {
    var containers = pod.getStatus().getContainerStatuses();
    if (containers.isEmpty() || !Boolean.TRUE.equals(containers.getFirst().getReady())) {
      var running =
          new ContainerStateBuilder()
              .withNewRunning()
              .withStartedAt(Instant.now().toString())
              .endRunning()
              .build();
      write(pod, status(pod, "True", running, null, 0));
    }
  }

  void crash(Pod pod, int exitCode, String lastLines) {
    var waiting =
        new ContainerStateBuilder()
            .withNewWaiting()
            .withReason("CrashLoopBackOff")
            .endWaiting()
            .build();
    var end =
        new ContainerStateBuilder()
            .withNewTerminated()
            .withExitCode(exitCode)
            .withMessage(lastLines)
            .endTerminated()
            .build();
    write(pod, status(pod, "False", waiting, end, 3));
  }

  private static PodStatus status(
      Pod pod, String ready, ContainerState state, ContainerState last, int restarts) {
    return new PodStatusBuilder()
        .withPhase("Running")
        .withPodIP("10.1.2.3")
        .withStartTime(Instant.now().toString())
        .withConditions(
            new PodConditionBuilder()
                .withType("Ready")
                .withStatus(ready)
                .withLastTransitionTime(Instant.now().toString())
                .build())
        .withContainerStatuses(
            new ContainerStatusBuilder()
                .withName(pod.getSpec().getContainers().getFirst().getName())
                .withImage("")
                .withImageID("")
                .withReady("True".equals(ready))
                .withRestartCount(restarts)
                .withState(state)
                .withLastState(last)
                .build())
        .build();
  }

  private void write(Pod pod, PodStatus status) {
    await().atMost(SOON).until(() -> isWritten(pod, status));
  }

  /** The controllers may change the pod, or delete it, while this is written. */
  private boolean isWritten(Pod pod, PodStatus status) {
    var live = client.resource(pod).get();
    if (live == null) {
      return true;
    }
    live.setStatus(status);
    try {
      client.resource(live).updateStatus();
      return true;
    } catch (KubernetesClientException e) {
      return switch (e.getCode()) {
        case HttpURLConnection.HTTP_NOT_FOUND -> true;
        case HttpURLConnection.HTTP_CONFLICT -> false;
        default -> throw e;
      };
    }
  }
}
