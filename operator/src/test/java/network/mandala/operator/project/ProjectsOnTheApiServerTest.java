package network.mandala.operator.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.mandala.crds.project.Egress;
import network.mandala.crds.project.Isolation;
import network.mandala.crds.project.PodSecurity;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Quota;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class ProjectsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(30);

  @TempDir private static Path folder;
  private static TestRegistry registry;
  private static Map<String, String> settings;
  private static TestOperator operator;
  private static KubernetesClient client;

  @BeforeAll
  static void start() {
    client = api.client();
    TestKeys.write(folder);
    registry = TestRegistry.start(folder, TestRegistry.freePort());
    settings =
        Map.of(
            "MANDALA_CONFIG_REGISTRY_HOST",
            registry.host(),
            "MANDALA_CONFIG_BRIDGE_ENABLED",
            "true",
            // It is in the fences, which the second operator is to leave as they are.
            "MANDALA_CONFIG_HTTP_TOKEN_PORT",
            String.valueOf(TestRegistry.lastingPort()));
    operator = TestOperator.start(api, folder, settings, Writes.unlimited());
  }

  @AfterAll
  static void stop() {
    operator.close();
    registry.close();
  }

  @Test
  void aProjectBecomesANamespaceWithItsFences() {
    var project = create("makes", ProjectSpec.standard());
    awaitReady("makes");

    assertThat(Inventory.of(client, "makes").names())
        .containsExactlyInAnyOrder(
            "LimitRange/mandala",
            "Namespace/mandala-project-makes",
            "NetworkPolicy/agents",
            "NetworkPolicy/builds",
            "NetworkPolicy/databases",
            "NetworkPolicy/default-deny",
            "ResourceQuota/mandala",
            "Secret/mandala-registry-pull",
            "Secret/mandala-registry-push",
            "ServiceAccount/agent",
            "RoleBinding/mandala-bridge");
    var status = get("makes").getStatus();
    assertThat(status.namespace()).isEqualTo("mandala-project-makes");
    assertThat(status.registry().repository()).isEqualTo("makes");
    assertThat(status.observedGeneration()).isEqualTo(get("makes").getMetadata().getGeneration());
    assertThat(status.projectId())
        .isEqualTo(project.getMetadata().getUid().replace("-", ""))
        .hasSize(32);
    assertThat(status.agents()).isZero();
  }

  @Test
  void aChangeReachesTheChildren() {
    create("changes", ProjectSpec.standard());
    awaitReady("changes");

    client
        .resources(Project.class)
        .withName("changes")
        .edit(
            project -> {
              project.setSpec(
                  new ProjectSpec(
                      null,
                      null,
                      null,
                      new Quota("500m", "1Gi", "1Gi", "2", 3),
                      null,
                      new Isolation(PodSecurity.BASELINE, null, Egress.NONE),
                      null));
              return project;
            });

    await()
        .atMost(SOON)
        .untilAsserted(
            () -> {
              var hard = quota("changes");
              assertThat(hard.get("requests.cpu")).isEqualTo(new Quantity("500m"));
              assertThat(hard.get("limits.memory")).isEqualTo(new Quantity("2Gi"));
              assertThat(hard.get("requests.nvidia.com/gpu")).isEqualTo(new Quantity("2"));
              assertThat(egress("changes", "agents")).hasSize(2);
              assertThat(labels("changes"))
                  .containsEntry("pod-security.kubernetes.io/enforce", "baseline");
            });
    awaitReady("changes");
  }

  @Test
  void whatSomebodyElseChangesIsRepaired() {
    create("drifts", ProjectSpec.standard());
    awaitReady("drifts");
    var before = Inventory.of(client, "drifts").specs();
    var namespace = "mandala-project-drifts";

    client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .withName("default-deny")
        .delete();
    client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace(namespace)
        .withName("agents")
        .edit(
            policy -> {
              policy.getSpec().getEgress().add(new NetworkPolicyEgressRule());
              return policy;
            });
    client
        .resourceQuotas()
        .inNamespace(namespace)
        .withName("mandala")
        .edit(
            quota -> {
              quota.getSpec().getHard().put("pods", new Quantity("1000"));
              return quota;
            });
    client
        .namespaces()
        .withName(namespace)
        .edit(
            live -> {
              live.getMetadata()
                  .getLabels()
                  .put("pod-security.kubernetes.io/enforce", "privileged");
              return live;
            });
    client
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("agent")
        .edit(
            account -> {
              account.getMetadata().getLabels().clear();
              account.setAutomountServiceAccountToken(true);
              return account;
            });

    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(Inventory.of(client, "drifts").specs()).isEqualTo(before));
  }

  @Test
  void aSecondOperatorFindsNothingToWrite() {
    create("still", ProjectSpec.standard());
    awaitReady("still");
    // The cluster counts into the quota what it bounds: that is a write, and none of ours.
    await().atMost(SOON).until(() -> isCounted("still"));
    var before = Inventory.of(client, "still").versions();
    var versionBefore = get("still").getMetadata().getResourceVersion();
    var writes = Writes.unlimited();

    restart(settings, writes);
    await()
        .atMost(SOON)
        .until(
            () ->
                operator.metric("mandala_reconcile_seconds_count{kind=\"Project\",result=\"ok\"")
                    > 0);
    await()
        .atMost(SOON)
        .until(
            () ->
                operator.metric("mandala_reconcile_queued{kind=\"Project\"}")
                        + operator.metric("mandala_reconcile_working{kind=\"Project\"}")
                    == 0);

    assertThat(Inventory.of(client, "still").versions()).isEqualTo(before);
    assertThat(get("still").getMetadata().getResourceVersion()).isEqualTo(versionBefore);
    assertThat(writes.seen().stream().filter(write -> write.contains("still"))).isEmpty();
  }

  @Test
  void theTrustBundleComesAndGoesWithTheConfiguration() throws Exception {
    var bundle = Files.writeString(folder.resolve("ca.crt"), "certificates");
    var trusting = new HashMap<>(settings);
    trusting.put("MANDALA_CONFIG_TRUST_BUNDLE_FILE", bundle.toString());
    create("trusts", ProjectSpec.standard());
    awaitReady("trusts");
    var maps = client.configMaps().inNamespace("mandala-project-trusts");

    restart(trusting, Writes.unlimited());
    await().atMost(SOON).until(() -> maps.withName("mandala-trust").get() != null);
    assertThat(maps.withName("mandala-trust").get().getData())
        .containsExactly(Map.entry("ca.crt", "certificates"));

    restart(settings, Writes.unlimited());
    await().atMost(SOON).until(() -> maps.withName("mandala-trust").get() == null);
  }

  @Test
  void anObjectOfSomebodyElseIsNotTakenOver() throws Exception {
    var bundle = Files.writeString(folder.resolve("ca.crt"), "certificates");
    var trusting = new HashMap<>(settings);
    trusting.put("MANDALA_CONFIG_TRUST_BUNDLE_FILE", bundle.toString());
    create("occupied", ProjectSpec.standard());
    awaitReady("occupied");
    var stranger =
        new ConfigMapBuilder()
            .withNewMetadata()
            .withName("mandala-trust")
            .withNamespace("mandala-project-occupied")
            .endMetadata()
            .addToData("mine", "yes")
            .build();
    client.resource(stranger).create();

    restart(trusting, Writes.unlimited());

    var ready = awaitCondition("occupied", "False");
    assertThat(ready.getReason()).isEqualTo("ClusterRefused");
    assertThat(ready.getMessage())
        .contains(
            "ConfigMap mandala-trust in namespace mandala-project-occupied", "delete or rename");
    assertThat(client.resource(stranger).get().getData()).containsOnlyKeys("mine");

    restart(settings, Writes.unlimited());
    awaitReady("occupied");
  }

  @Test
  void aNamespaceThatIsNotOursIsNeverTaken() {
    var namespace =
        new NamespaceBuilder()
            .withNewMetadata()
            .withName("mandala-project-taken")
            .endMetadata()
            .build();
    client.resource(namespace).create();

    create("taken", ProjectSpec.standard());

    var ready = awaitCondition("taken", "False");
    assertThat(ready.getReason()).isEqualTo("NamespaceTaken");
    assertThat(ready.getMessage())
        .contains("mandala-project-taken", "delete it, or give the project another name");
    assertThat(Inventory.of(client, "taken").names()).isEmpty();

    client.resources(Project.class).withName("taken").delete();
    await()
        .atMost(SOON)
        .until(() -> client.resources(Project.class).withName("taken").get() == null);
    assertThat(client.namespaces().withName("mandala-project-taken").get().getMetadata())
        .satisfies(live -> assertThat(live.getDeletionTimestamp()).isNull());
  }

  @Test
  void aRuntimeClassThatIsNotThereIsNamed() {
    create(
        "sandboxed",
        new ProjectSpec(null, null, null, null, null, new Isolation(null, "gvisor", null), null));

    var ready = awaitCondition("sandboxed", "False");

    assertThat(ready.getReason()).isEqualTo("RuntimeClassMissing");
    assertThat(ready.getMessage()).contains("spec.isolation.runtimeClassName", "gvisor");
  }

  @Test
  void transitionsAreEvents() {
    create("speaks", ProjectSpec.standard());
    awaitReady("speaks");

    await()
        .atMost(SOON)
        .untilAsserted(
            () ->
                assertThat(client.events().v1().events().inNamespace("default").list().getItems())
                    .filteredOn(event -> "speaks".equals(event.getRegarding().getName()))
                    .extracting(event -> event.getReason())
                    .containsExactly("Ready"));
  }

  private static void restart(Map<String, String> settings, Writes writes) {
    operator.close();
    operator = TestOperator.start(api, folder, settings, writes);
  }

  private static Project create(String name, ProjectSpec spec) {
    var project = new Project();
    project.getMetadata().setName(name);
    project.setSpec(spec);
    return client.resource(project).create();
  }

  private static Project get(String name) {
    return client.resources(Project.class).withName(name).get();
  }

  private static void awaitReady(String name) {
    await()
        .atMost(SOON)
        .until(
            () -> {
              var project = get(name);
              var status = project.getStatus();
              return status != null
                  && project.getMetadata().getGeneration().equals(status.observedGeneration())
                  && Conditions.isTrue(status.conditions(), "Ready");
            });
  }

  private static Condition awaitCondition(String name, String status) {
    return await()
        .atMost(SOON)
        .until(
            () ->
                get(name).getStatus() == null
                    ? null
                    : Conditions.find(get(name).getStatus().conditions(), "Ready").orElse(null),
            ready -> ready != null && status.equals(ready.getStatus()));
  }

  private static Map<String, Quantity> quota(String project) {
    return client
        .resourceQuotas()
        .inNamespace("mandala-project-" + project)
        .withName("mandala")
        .get()
        .getSpec()
        .getHard();
  }

  private static boolean isCounted(String project) {
    var quota =
        client.resourceQuotas().inNamespace("mandala-project-" + project).withName("mandala").get();
    return quota.getSpec().getHard().equals(quota.getStatus().getHard());
  }

  private static List<NetworkPolicyEgressRule> egress(String project, String policy) {
    return client
        .network()
        .v1()
        .networkPolicies()
        .inNamespace("mandala-project-" + project)
        .withName(policy)
        .get()
        .getSpec()
        .getEgress();
  }

  private static Map<String, String> labels(String project) {
    return client
        .namespaces()
        .withName("mandala-project-" + project)
        .get()
        .getMetadata()
        .getLabels();
  }
}
