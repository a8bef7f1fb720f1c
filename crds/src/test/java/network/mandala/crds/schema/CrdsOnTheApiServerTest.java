package network.mandala.crds.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionCondition;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.testing.ApiServer;
import network.mandala.crds.testing.Kubectl;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrdsOnTheApiServerTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();

  private static final String NAMESPACE = "crds";
  private static final String DIGEST = "a".repeat(64);

  private static Kubectl kubectl;

  @BeforeAll
  static void makeNamespace() {
    kubectl = new Kubectl(api.kubeconfig());
    api.client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
  }

  @Test
  void theServerAcceptsEverySchemaAndRuleWithoutComplaint() {
    var crds = api.client().apiextensions().v1().customResourceDefinitions().list().getItems();

    assertThat(crds).hasSize(Crds.KINDS.size());
    assertThat(crds)
        .allSatisfy(crd -> assertThat(trueConditions(crd)).contains("Established", "NamesAccepted"))
        .allSatisfy(crd -> assertThat(trueConditions(crd)).doesNotContain("NonStructuralSchema"));
  }

  @Test
  void explainTellsWhatAFieldMeansItsDefaultAndItsBounds() {
    // The server publishes the texts of new CRDs some seconds after it accepts them.
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .untilAsserted(
            () ->
                assertThat(kubectl.run("explain", "agent.spec.scaling"))
                    .contains("How many pods run")
                    .contains("Fewest pods. Default 1.")
                    .contains("kubectl scale"));
  }

  @Test
  void theTableReadsLikeAnAnswer() {
    create("Agent", "columns", Map.of("source", Map.of("image", "example")));
    applyStatus(
        "Agent",
        "columns",
        "operator",
        Map.of(
            "url",
            "http://columns.demo.localhost:8080/",
            "release",
            "r2",
            "readyReplicas",
            1,
            "estimate",
            Map.of("satoshisPerHourMin", 12),
            "conditions",
            List.of(condition("Ready", "True", "Running"))));

    String table = kubectl.run("get", "magent", "columns", "--namespace", NAMESPACE);

    assertThat(table.lines().toList().get(0).split(" +"))
        .containsExactly("NAME", "READY", "REASON", "URL", "RELEASE", "PODS", "SAT/H", "AGE");
    assertThat(table.lines().toList().get(1))
        .matches(
            "columns +True +Running +http://columns\\.demo\\.localhost:8080/ +r2 +1 +12 +\\d+s *");
    assertThat(kubectl.run("get", "mandala", "--namespace", NAMESPACE)).contains("agent");
  }

  @Test
  void twoManagersCanEachOwnACondition() {
    create("Agent", "conditions", Map.of("source", Map.of("image", "example")));

    applyStatus(
        "Agent",
        "conditions",
        "operator",
        Map.of("conditions", List.of(condition("Ready", "True", "Running"))));
    applyStatus(
        "Agent",
        "conditions",
        "billing",
        Map.of("conditions", List.of(condition("Funded", "True", "Funded"))));
    applyStatus(
        "Agent",
        "conditions",
        "operator",
        Map.of("conditions", List.of(condition("Ready", "False", "CrashLooping"))));

    var agent =
        api.client().resources(Agent.class).inNamespace(NAMESPACE).withName("conditions").get();
    assertThat(agent.getStatus().conditions())
        .extracting(Condition::getType, Condition::getStatus)
        .containsExactlyInAnyOrder(tuple("Ready", "False"), tuple("Funded", "True"));
  }

  @ParameterizedTest
  @CsvSource({"Agent,scaling", "Runner,scaling", "Spore,plan"})
  void scaleSetsAFixedNumberAndTellsWhatRuns(String kind, String group) {
    String name = "scale-" + group;
    create(kind, name, smallest(kind));
    applyStatus(kind, name, "operator", Map.of("replicas", 1, "selector", "mandala.network/a=b"));

    kubectl.run("scale", kind, name, "--namespace", NAMESPACE, "--replicas=3");

    var scale =
        kubectl.run(
            "get",
            kind,
            name,
            "--namespace",
            NAMESPACE,
            "--subresource=scale",
            "-o=jsonpath={.spec.replicas} {.status.replicas} {.status.selector}");
    assertThat(scale).isEqualTo("3 1 mandala.network/a=b");
    assertThat(get(kind, name).<Integer>get("spec", group, "replicas")).isEqualTo(3);
  }

  @Test
  void scaleObeysTheRules() {
    create("Spore", "scale-rules", Map.of("bundle", Map.of("digest", DIGEST)));

    assertThatThrownBy(
            () ->
                kubectl.run(
                    "scale", "spore", "scale-rules", "--namespace", NAMESPACE, "--replicas=2"))
        .hasMessageContaining("plan.replicas must not exceed budget.maxInstances");
  }

  @Test
  void theRecordsReadBackWhatTheyWroteAndASecondApplyWritesNothing() {
    var agent = new Agent();
    agent.getMetadata().setName("records");
    agent.getMetadata().setNamespace(NAMESPACE);
    agent.setSpec(
        api.client()
            .getKubernetesSerialization()
            .unmarshal(
                """
                {"source": {"artifact": "demo/records/source@sha256:%s"}, "runtime": "python",
                 "env": {"B": "2", "A": "1"}, "ports": [3000], "healthCheck": {"path": "/h"},
                 "storage": {"size": "1Gi"}, "databases": {"redis": {}}, "domains": ["a.example"]}
                """
                    .formatted(DIGEST),
                AgentSpec.class));

    var first = api.client().resource(agent).fieldManager("test").serverSideApply();
    var second = api.client().resource(agent).fieldManager("test").serverSideApply();

    assertThat(first.getSpec()).isEqualTo(agent.getSpec());
    assertThat(second.getMetadata().getResourceVersion())
        .isEqualTo(first.getMetadata().getResourceVersion());
  }

  @Test
  void theServerFillsInTheDefaultsThatTheRecordsHave() {
    var project = new Project();
    project.getMetadata().setName("defaults");

    var stored = api.client().resource(project).create();

    var raw = api.client().genericKubernetesResources("mandala.network/v1alpha1", "Project");
    assertThat(raw.withName("defaults").get().<String>get("spec", "quota", "memory"))
        .isEqualTo("8Gi");
    assertThat(stored.getSpec()).isEqualTo(ProjectSpec.standard());
    api.client().resource(stored).delete();
  }

  private static Map<String, Object> smallest(String kind) {
    return switch (kind) {
      case "Agent" -> Map.of("source", Map.of("image", "example"));
      case "Runner" -> Map.of("backend", "mock", "model", Map.of("id", "mock-model"));
      case "Spore" ->
          Map.of("bundle", Map.of("digest", DIGEST), "budget", Map.of("maxInstances", 3));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static void create(String kind, String name, Map<String, Object> spec) {
    api.client().resource(object(kind, name, Map.of("spec", spec))).create();
  }

  private static void applyStatus(
      String kind, String name, String manager, Map<String, Object> status) {
    api.client()
        .resource(object(kind, name, Map.of("status", status)))
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .build());
  }

  private static GenericKubernetesResource get(String kind, String name) {
    return api.client()
        .genericKubernetesResources("mandala.network/v1alpha1", kind)
        .inNamespace(NAMESPACE)
        .withName(name)
        .get();
  }

  private static GenericKubernetesResource object(
      String kind, String name, Map<String, Object> content) {
    return new GenericKubernetesResourceBuilder()
        .withApiVersion("mandala.network/v1alpha1")
        .withKind(kind)
        .withNewMetadata()
        .withName(name)
        .withNamespace(NAMESPACE)
        .endMetadata()
        .withAdditionalProperties(content)
        .build();
  }

  private static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage("")
        .withLastTransitionTime("2026-01-01T00:00:00Z")
        .build();
  }

  private static List<String> trueConditions(CustomResourceDefinition crd) {
    return crd.getStatus().getConditions().stream()
        .filter(c -> c.getStatus().equals("True"))
        .map(CustomResourceDefinitionCondition::getType)
        .toList();
  }
}
