package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.IntOrString;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Release;
import network.mandala.crds.agent.ReleaseState;
import network.mandala.crds.testing.ApiServer;
import network.mandala.crds.testing.Kubectl;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class AgentsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static TestOperator operator;
  private static Tenant tenant;

  @BeforeAll
  static void start() {
    operator = TestOperator.start(api, folder, Map.of(), Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "agents");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    operator.close();
  }

  @Test
  void anImageBecomesAPodWithAUrl() {
    tenant.apply("hello", "{source: {image: 'nginx:1.29'}, env: {GREETING: hello}}");
    tenant.awaitReason("hello", AgentReason.ROLLING_OUT);
    tenant.kubelet().serve("hello");
    tenant.awaitReason("hello", AgentReason.RUNNING);

    assertThat(tenant.children("hello"))
        .contains("Deployment/hello", "Service/hello", "Ingress/hello")
        .anyMatch(name -> name.startsWith("Secret/hello-env-"))
        .anyMatch(name -> name.startsWith("ControllerRevision/hello-r"))
        .hasSize(5);
    var status = tenant.get("hello").getStatus();
    assertThat(status.url()).isEqualTo("https://hello.agents.example.org/");
    assertThat(status.image()).isEqualTo("registry.example/app@sha256:" + "5".repeat(64));
    assertThat(status.replicas()).isEqualTo(1);
    assertThat(status.readyReplicas()).isEqualTo(1);
    assertThat(status.releases()).extracting(Release::state).containsExactly(ReleaseState.ACTIVE);
    assertThat(status.release()).isEqualTo(status.releases().getFirst().id());
    assertThat(status.conditions()).extracting(Condition::getStatus).containsOnly(Conditions.TRUE);
    assertThat(status.conditions())
        .extracting(Condition::getType)
        .containsExactly("Ready", "Built", "RolledOut", "Routed");
    assertThat(tenant.events("hello")).contains("RollingOut", "Running");
    assertThat(operator.metric("mandala_agent_time_to_ready_seconds_count")).isPositive();
  }

  @Test
  void aChangeIsANewReleaseAndTheOldOneStaysUntilItIsReady() {
    tenant.run("changes", "{source: {image: a}, env: {COLOUR: blue}}");
    var first = tenant.get("changes").getStatus().release();

    tenant.apply("changes", "{source: {image: a}, env: {COLOUR: green}}");
    var message = tenant.awaitReason("changes", AgentReason.ROLLING_OUT);

    var rolling = tenant.get("changes").getStatus();
    assertThat(rolling.release()).isEqualTo(first);
    assertThat(message).endsWith("Release %s serves meanwhile.".formatted(first));
    assertThat(rolling.releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ROLLING_OUT, ReleaseState.ACTIVE);

    tenant.serveUntilReady("changes");
    var after = tenant.get("changes").getStatus();
    assertThat(after.release()).isNotEqualTo(first);
    assertThat(after.releases())
        .extracting(Release::state)
        .containsExactly(ReleaseState.ACTIVE, ReleaseState.SUPERSEDED);
    // Both releases can be returned to, so both environments are there.
    assertThat(tenant.children("changes").stream().filter(name -> name.startsWith("Secret/")))
        .hasSize(2);
  }

  @Test
  void aPinnedReleaseRunsWithItsOwnEnvironment() {
    tenant.run("pinned", "{source: {image: a}, env: {COLOUR: blue}}");
    var first = tenant.get("pinned").getStatus().release();
    tenant.run("pinned", "{source: {image: b}, env: {COLOUR: green}}");

    tenant.apply(
        "pinned", "{source: {image: b}, env: {COLOUR: green}, release: %s}".formatted(first));
    tenant.serveUntilReady("pinned");

    var pod = tenant.kubelet().pods("pinned", Labels.COMPONENT_AGENT).getFirst();
    assertThat(pod.getSpec().getContainers().getFirst().getImage())
        .as("as it was pulled")
        .isEqualTo("a@sha256:" + "5".repeat(64));
    assertThat(tenant.get("pinned").getStatus().release()).isEqualTo(first);
  }

  @Test
  void aRestartReplacesThePodsAndMakesNoRelease() {
    tenant.run("again", "{source: {image: a}}");
    var before = tenant.get("again").getStatus();
    var pod = tenant.kubelet().pods("again", Labels.COMPONENT_AGENT).getFirst();

    tenant.apply("again", "{source: {image: a}, restartedAt: '2026-03-01T12:00:00Z'}");
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              tenant.serveUntilReady("again");
              assertThat(tenant.kubelet().pods("again", Labels.COMPONENT_AGENT))
                  .extracting(each -> each.getMetadata().getUid())
                  .hasSize(1)
                  .doesNotContain(pod.getMetadata().getUid());
            });

    assertThat(tenant.get("again").getStatus().releases()).isEqualTo(before.releases());
    tenant.delete("again");
  }

  @Test
  void aReleaseKnowsWhoAskedForIt() {
    tenant.run("asked", "{source: {image: a}}");
    var resource =
        api.client().resources(Agent.class).inNamespace(tenant.namespace()).withName("asked");
    resource.edit(
        agent -> {
          agent
              .getMetadata()
              .setAnnotations(
                  Map.of(
                      AgentAnnotations.PUSHED_BY,
                      "alice",
                      AgentAnnotations.PUSHED_GENERATION,
                      String.valueOf(agent.getMetadata().getGeneration() + 1)));
          return agent;
        });
    tenant.run("asked", "{source: {image: b}}");
    tenant.run("asked", "{source: {image: c}}");

    assertThat(tenant.get("asked").getStatus().releases())
        .extracting(Release::createdBy)
        .as("the newest first: alice asked for the second one only")
        .containsExactly(null, "alice", null);
    tenant.delete("asked");
  }

  /** What the bridge asks {@code /info} with: which deployment serves. */
  @Test
  void aReleaseKnowsTheDeploymentThatItCameWith() {
    tenant.run("deployed", "{source: {image: a}}");
    annotate("deployed", "b", "1".repeat(32));
    tenant.run("deployed", "{source: {image: b}}");
    tenant.run("deployed", "{source: {image: b}, env: {COLOUR: red}}");
    tenant.run("deployed", "{source: {image: c}}");

    assertThat(tenant.get("deployed").getStatus().releases())
        .extracting(Release::deployment)
        .as("the newest first: other variables are of the same deployment, another source is not")
        .containsExactly(null, "1".repeat(32), "1".repeat(32), null);

    annotate("deployed", "c", "2".repeat(32));
    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(tenant.get("deployed").getStatus().releases().getFirst().deployment())
                    .as("the same content once more")
                    .isEqualTo("2".repeat(32)));
    tenant.delete("deployed");
  }

  private static void annotate(String name, String source, String deployment) {
    api.client()
        .resources(Agent.class)
        .inNamespace(tenant.namespace())
        .withName(name)
        .edit(
            agent -> {
              agent
                  .getMetadata()
                  .setAnnotations(
                      Map.of(
                          AgentAnnotations.DEPLOYMENT,
                          deployment,
                          AgentAnnotations.DEPLOYMENT_SOURCE,
                          source));
              return agent;
            });
  }

  @Test
  void whatSomebodyElseChangesIsRepaired() {
    tenant.run(
        "drifts",
        "{source: {image: 'a@sha256:%s'}, env: {A: b}, scaling: {max: 3}}"
            .formatted("5".repeat(64)));
    var before = tenant.specs("drifts");
    var client = api.client();
    var namespace = tenant.namespace();

    client.services().inNamespace(namespace).withName("drifts").delete();
    client.network().v1().ingresses().inNamespace(namespace).withName("drifts").delete();
    client
        .autoscaling()
        .v2()
        .horizontalPodAutoscalers()
        .inNamespace(namespace)
        .withName("drifts")
        .edit(
            autoscaler -> {
              autoscaler.getSpec().setMaxReplicas(50);
              return autoscaler;
            });
    client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("drifts")
        .edit(
            deployment -> {
              var container =
                  deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
              container.setImage("evil");
              container.getSecurityContext().setAllowPrivilegeEscalation(null);
              deployment.getMetadata().getLabels().clear();
              return deployment;
            });
    client.secrets().inNamespace(namespace).withLabel(Labels.AGENT, "drifts").delete();
    client
        .apps()
        .controllerRevisions()
        .inNamespace(namespace)
        .withLabel(Labels.AGENT, "drifts")
        .delete();

    await().atMost(SOON).untilAsserted(() -> assertThat(tenant.specs("drifts")).isEqualTo(before));
  }

  @Test
  void theServiceLeadsBackToTheAgent() {
    tenant.run("rewired", "{source: {image: a}, ports: [8080, 9090]}");
    var before = tenant.specs("rewired");

    api.client()
        .services()
        .inNamespace(tenant.namespace())
        .withName("rewired")
        .edit(
            service -> {
              service.getSpec().getSelector().put(Labels.AGENT, "other");
              service.getSpec().getPorts().getFirst().setTargetPort(new IntOrString(1));
              return service;
            });

    await().atMost(SOON).untilAsserted(() -> assertThat(tenant.specs("rewired")).isEqualTo(before));
  }

  @Test
  void aSecondOperatorFindsNothingToWrite() {
    tenant.run("still", "{source: {image: a}, env: {A: a}, storage: {size: 1Gi}}");
    tenant.run(
        "still",
        "{source: {image: a}, env: {A: b}, ports: [8080, 9090], healthCheck: {path: /health},"
            + " storage: {size: 1Gi}, resources: {cpu: 50m, memory: 100Mi, cpuLimit: '1'},"
            + " domains: [still.example.com]}");
    tenant.run("scaled", "{source: {image: a}, scaling: {min: 1, max: 4, targetMemory: 70}}");
    tenant.run("scaled", "{source: {image: b}, scaling: {min: 1, max: 4, targetMemory: 70}}");
    var before = tenant.versions("still");
    before.putAll(tenant.versions("scaled"));
    var writes = Writes.unlimited();

    try (var second = TestOperator.start(api, folder, Map.of(), writes)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  second.metric("mandala_reconcile_seconds_count{kind=\"Agent\",result=\"ok\"")
                      > 1);
      await().during(Duration.ofSeconds(2)).until(() -> true);
    }

    assertThat(writes.seen().stream().filter(w -> w.contains("still") || w.contains("scaled")))
        .isEmpty();
    var after = tenant.versions("still");
    after.putAll(tenant.versions("scaled"));
    assertThat(after).isEqualTo(before);
  }

  @Test
  void suspendedItHasNoPodsAndNoRoutesAndComesBackWithItsRelease() {
    var spec = "{source: {image: a}, storage: {size: 1Gi}%s}";
    tenant.run("sleeps", spec.formatted(""));
    var release = tenant.get("sleeps").getStatus().release();

    tenant.apply("sleeps", spec.formatted(", suspend: true"));
    tenant.awaitReason("sleeps", AgentReason.SUSPENDED);
    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              assertThat(tenant.children("sleeps"))
                  .contains("PersistentVolumeClaim/sleeps-data", "Deployment/sleeps")
                  .doesNotContain("Ingress/sleeps");
              assertThat(tenant.kubelet().pods("sleeps", Labels.COMPONENT_AGENT)).isEmpty();
              assertThat(tenant.get("sleeps").getStatus().replicas()).isZero();
            });

    tenant.apply("sleeps", spec.formatted(""));
    tenant.serveUntilReady("sleeps");
    assertThat(tenant.get("sleeps").getStatus().release()).isEqualTo(release);
    assertThat(tenant.get("sleeps").getStatus().releases()).hasSize(1);
  }

  @Test
  void theNumberOfPodsIsTheTenantsOrTheAutoscalers() {
    tenant.run("scales", "{source: {image: a}, scaling: {min: 3, max: 3}}");
    assertThat(replicas("scales")).isEqualTo(3);

    tenant.apply("scales", "{source: {image: a}, scaling: {min: 2, max: 5}}");
    await()
        .atMost(SOON)
        .until(() -> tenant.children("scales").contains("HorizontalPodAutoscaler/scales"));
    // Nobody lets it fall to one pod before the autoscaler has looked.
    assertThat(replicas("scales")).isEqualTo(3);
    api.client().apps().deployments().inNamespace(tenant.namespace()).withName("scales").scale(4);
    tenant.serveUntilReady("scales");
    assertThat(replicas("scales")).isEqualTo(4);

    tenant.apply("scales", "{source: {image: a}, scaling: {replicas: 2}}");
    await().atMost(SOON).until(() -> replicas("scales") == 2);
    assertThat(tenant.children("scales")).doesNotContain("HorizontalPodAutoscaler/scales");
  }

  @Test
  void severalPodsAreTakenOneByOneAndOnePodHoldsUpNobody() {
    tenant.run("several", "{source: {image: a}, scaling: {min: 2, max: 2}}");

    assertThat(tenant.children("several")).contains("PodDisruptionBudget/several");
    var budget =
        api.client()
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(tenant.namespace())
            .withName("several");
    budget.delete();
    await().atMost(SOON).until(() -> budget.get() != null && !budget.get().isMarkedForDeletion());

    tenant.apply("several", "{source: {image: a}}");
    await()
        .atMost(SOON)
        .until(() -> !tenant.children("several").contains("PodDisruptionBudget/several"));
  }

  @Test
  void kubectlScaleSetsTheNumberOfPods() {
    tenant.run("numbered", "{source: {image: a}, scaling: {min: 1, max: 5}}");
    var kubectl = new Kubectl(api.kubeconfig());

    kubectl.run("scale", "agent/numbered", "--replicas=3", "--namespace=" + tenant.namespace());

    await().atMost(SOON).until(() -> replicas("numbered") == 3);
    await()
        .atMost(SOON)
        .until(() -> !tenant.children("numbered").contains("HorizontalPodAutoscaler/numbered"));
    tenant.serveUntilReady("numbered");
    var scale =
        kubectl.run(
            "get",
            "--raw=/apis/mandala.network/v1alpha1/namespaces/%s/agents/numbered/scale"
                .formatted(tenant.namespace()));
    assertThat(scale)
        .contains("\"spec\":{\"replicas\":3}", "mandala.network/agent=numbered,")
        .containsPattern("\"status\":\\{\"replicas\":3,");
  }

  @Test
  void deletedItLeavesNothingButWhatItWasToldToKeep() {
    tenant.run("leaves", "{source: {image: a}, env: {A: b}, storage: {size: 1Gi}}");
    tenant.run("keeps", "{source: {image: a}, storage: {size: 1Gi, retain: keep}}");

    tenant.delete("leaves");
    tenant.delete("keeps");

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              // Nobody mounts it, but the cluster's controller that says so is not here.
              assertThat(tenant.children("leaves")).isSubsetOf("PersistentVolumeClaim/leaves-data");
              assertThat(tenant.deleted("leaves-data")).isTrue();
              assertThat(tenant.children("keeps"))
                  .containsExactly("PersistentVolumeClaim/keeps-data");
              assertThat(tenant.deleted("keeps-data")).isFalse();
            });
  }

  @Test
  void whoAnswersAtADomainKeepsItAndTheNextGetsItWhenItIsFree() {
    var spec = "{source: {image: a}, domains: [shared.example.com]}";
    tenant.run("first", spec);
    Tenant.awaitNextSecond();
    tenant.apply("second", spec);
    tenant.kubelet().serve("second");

    var message = tenant.awaitReason("second", AgentReason.HOST_TAKEN);
    assertThat(message)
        .contains("shared.example.com", "the agent answers at https://second.agents.example.org/");
    assertThat(tenant.condition("second", AgentCondition.ROLLED_OUT).getStatus())
        .isEqualTo(Conditions.TRUE);
    assertThat(tenant.hosts("second")).containsExactly("second.agents.example.org");
    assertThat(tenant.hosts("first")).contains("shared.example.com");

    tenant.delete("first");
    tenant.awaitReason("second", AgentReason.RUNNING);
    assertThat(tenant.hosts("second")).contains("shared.example.com");
  }

  @Test
  void hostsOfTheNodeItselfAreNotForTenants() {
    tenant.apply("greedy", "{source: {image: a}, domains: [other.demo.example.org]}");

    assertThat(tenant.awaitReason("greedy", AgentReason.HOST_TAKEN))
        .contains("other.demo.example.org belongs to this node");
    assertThat(tenant.hosts("greedy")).containsExactly("greedy.agents.example.org");
  }

  @Test
  void whatIsWrongWithAPodIsToldAndGoesAway() {
    tenant.apply("broken", "{source: {image: a}, env: {PASSWORD: correct-horse}}");

    tenant.kubelet().wait("broken", "ErrImagePull", "not found");
    tenant.awaitReason("broken", AgentReason.IMAGE_CANNOT_BE_PULLED);
    tenant.kubelet().crash("broken", 7, "cannot log in with correct-horse");
    var message = tenant.awaitReason("broken", AgentReason.CRASH_LOOPING);
    assertThat(message).contains("exit code 7", "cannot log in with ***");

    tenant.serveUntilReady("broken");
    assertThat(tenant.events("broken")).contains("ImageCannotBePulled", "CrashLooping", "Running");
  }

  @Test
  void anAgentOutsideOfAProjectIsToldSo() {
    api.client()
        .resource(
            new io.fabric8.kubernetes.api.model.NamespaceBuilder()
                .withNewMetadata()
                .withName("nobodys")
                .endMetadata()
                .build())
        .create();
    var stranger = Tenant.of(api.client(), "nobodys");

    stranger.apply("lost", "source: {image: a}");

    assertThat(stranger.awaitReason("lost", AgentReason.NO_PROJECT))
        .contains("mandala-project-<name>");
    assertThat(stranger.children("lost")).isEmpty();
  }

  private static int replicas(String agent) {
    return api.client()
        .apps()
        .deployments()
        .inNamespace(tenant.namespace())
        .withName(agent)
        .get()
        .getSpec()
        .getReplicas();
  }
}
