package network.mandala.operator.chart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.testing.ApiServer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The chart on a real API server: what it accepts, keeps and allows. */
class ChartInstallIT {

  private static final String OPERATOR = "system:serviceaccount:mandala-system:mandala-operator";

  private static final String BRIDGE = "system:serviceaccount:mandala-system:mandala-bridge";

  @RegisterExtension static final ApiServer API = ApiServer.aloneWithControllers();

  @BeforeAll
  static void install() throws Exception {
    // The server of the tests has the definitions already.
    upgrade("--take-ownership");
  }

  @Test
  void isAcceptedAsAWholeByTheApiServer() throws Exception {
    var client = API.client();

    assertThat(client.apps().deployments().inNamespace("mandala-system").list().getItems())
        .extracting(deployment -> deployment.getMetadata().getName())
        .containsExactlyInAnyOrder(
            "mandala-operator",
            "mandala-registry",
            "mandala-activator",
            "mandala-billing",
            "mandala-bridge",
            "mandala-gateway");
    assertThat(client.apps().statefulSets().inNamespace("mandala-system").list().getItems())
        .extracting(server -> server.getMetadata().getName())
        .containsExactly("mandala-ledger");
    assertThat(client.apiextensions().v1().customResourceDefinitions().list().getItems())
        .filteredOn(crd -> crd.getSpec().getGroup().equals("mandala.network"))
        .isNotEmpty()
        .allSatisfy(
            crd ->
                assertThat(crd.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
  }

  @Test
  void keepsKeysAndPasswordsOverAnUpgradeAndAReinstallation() throws Exception {
    var before = secrets();

    upgrade("--set", "reconcile.threads=3");
    var upgraded = secrets();
    helm("uninstall", "mandala", "--namespace", "mandala-system");
    upgrade();
    var reinstalled = secrets();

    assertThat(before.get("mandala-registry-token")).containsOnlyKeys("tls.crt", "tls.key");
    assertThat(before.get("mandala-ledger")).containsOnlyKeys("url", "user", "password");
    assertThat(before.get("mandala-node-key")).containsOnlyKeys("key");
    assertThat(decoded(before.get("mandala-node-key").get("key"))).matches("[0-9a-f]{64}");
    assertThat(decoded(before.get("mandala-ledger").get("password"))).matches("[A-Za-z0-9]{40}");
    assertThat(decoded(before.get("mandala-bridge-session").get("keys"))).matches("[0-9a-f]{64}");
    assertThat(decoded(before.get("mandala-gateway-key").get("key"))).matches("[0-9a-f]{64}");
    assertThat(upgraded).isEqualTo(before);
    assertThat(reinstalled).isEqualTo(before);
  }

  @Test
  void keepsTheMoneyWhenItIsUninstalled() throws Exception {
    helm("uninstall", "mandala", "--namespace", "mandala-system");
    var kept =
        API.client()
            .persistentVolumeClaims()
            .inNamespace("mandala-system")
            .withName("mandala-ledger")
            .get();
    upgrade();

    assertThat(kept).isNotNull();
    assertThat(kept.getMetadata().getDeletionTimestamp()).isNull();
  }

  @Test
  void changesTheDefinitionsWithAnUpgrade() throws Exception {
    var crds = API.client().apiextensions().v1().customResourceDefinitions();
    var name = "agents.mandala.network";
    crds.withName(name)
        .edit(
            crd -> {
              crd.getSpec().getNames().setShortNames(List.of("old"));
              return crd;
            });

    upgrade("--set", "reconcile.threads=4", "--force");

    assertThat(crds.withName(name).get().getSpec().getNames().getShortNames())
        .doesNotContain("old");
  }

  @ParameterizedTest
  @CsvSource({
    "create, '', namespaces, true",
    "patch, mandala.network, agents/status, true",
    "create, networking.k8s.io, networkpolicies, true",
    "create, batch, jobs, true",
    "get, '', pods/log, true",
    "update, '', secrets, false",
    "create, events.k8s.io, events, true",
    "create, '', pods/exec, false",
    "delete, '', pods, false",
    "create, rbac.authorization.k8s.io, rolebindings, true",
    "bind, rbac.authorization.k8s.io, clusterroles, false",
    "create, rbac.authorization.k8s.io, roles, false",
    "escalate, rbac.authorization.k8s.io, clusterroles, false",
    "update, coordination.k8s.io, leases, false",
    "delete, mandala.network, agents, false",
    "impersonate, '', users, false"
  })
  void letsTheOperatorDoWhatItMustAndNoMore(
      String verb, String group, String resource, boolean allowed) {
    assertThat(mayInProject(OPERATOR, verb, group, resource)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "watch, mandala.network, spores, true",
    "list, discovery.k8s.io, endpointslices, true",
    "create, discovery.k8s.io, endpointslices, false",
    "patch, mandala.network, spores, false",
    "get, '', pods, false",
    "list, '', secrets, false"
  })
  void letsTheActivatorSeeWhereSporesAreAndNoMore(
      String verb, String group, String resource, boolean allowed) {
    assertThat(
            mayInProject(
                "system:serviceaccount:mandala-system:mandala-activator", verb, group, resource))
        .isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "edit, create, mandala.network, agents, true",
    "edit, patch, mandala.network, agents/scale, true",
    "edit, get, '', pods/log, true",
    "edit, create, '', secrets, true",
    "edit, list, '', secrets, false",
    "edit, create, '', pods, false",
    "edit, create, '', pods/exec, false",
    "edit, delete, networking.k8s.io, networkpolicies, false",
    "edit, update, '', resourcequotas, false",
    "edit, patch, mandala.network, agents/status, false",
    "view, list, mandala.network, agents, true",
    "view, create, mandala.network, agents, false",
    "view, get, '', secrets, false"
  })
  void givesTenantsTheirResourcesAndNothingThatFencesThem(
      String role, String verb, String group, String resource, boolean allowed) {
    var client = API.client();
    bind(client, "mandala-tenant-" + role, "tenant-" + role);

    // The server learns of a binding a moment after it was written.
    await()
        .untilAsserted(
            () -> assertThat(mayInProject("tenant-" + role, "get", "", "pods")).isTrue());
    assertThat(mayInProject("tenant-" + role, verb, group, resource)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @CsvSource({
    "create, mandala.network, agents, true",
    "delete, mandala.network, agents, true",
    "list, '', pods, true",
    "get, '', pods/log, true",
    "create, '', secrets, true",
    "get, '', secrets, false",
    "list, '', secrets, false",
    "patch, '', secrets, false",
    "get, '', configmaps, true",
    "list, '', configmaps, false",
    "create, '', pods, false",
    "create, '', pods/exec, false",
    "patch, mandala.network, agents/status, false"
  })
  void letsTheBridgeDoWhatTenantsMayWhereTheOperatorBoundIt(
      String verb, String group, String resource, boolean allowed) {
    bind(API.client(), "mandala-bridge-tenant", "bridge-of-test");

    await()
        .untilAsserted(
            () -> assertThat(mayInProject("bridge-of-test", "list", "", "pods")).isTrue());
    assertThat(mayInProject("bridge-of-test", verb, group, resource)).isEqualTo(allowed);
    assertThat(mayInProject(BRIDGE, verb, group, resource)).as("not bound").isFalse();
    assertThat(mayInProject(BRIDGE, "delete", "mandala.network", "projects")).isTrue();
  }

  private static void bind(KubernetesClient client, String role, String user) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName("mandala-project-demo")
                .endMetadata()
                .build())
        .serverSideApply();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(user)
                .withNamespace("mandala-project-demo")
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", role)
                .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                .build())
        .serverSideApply();
  }

  private static boolean mayInProject(String user, String verb, String group, String resource) {
    int slash = resource.indexOf('/');
    var attributes =
        new ResourceAttributesBuilder()
            .withNamespace("mandala-project-demo")
            .withVerb(verb)
            .withGroup(group)
            .withResource(slash < 0 ? resource : resource.substring(0, slash))
            .withSubresource(slash < 0 ? null : resource.substring(slash + 1))
            .build();
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withResourceAttributes(attributes)
            .endSpec()
            .build();
    return API.client().resource(review).create().getStatus().getAllowed();
  }

  /** What was made by chance, by the name of its Secret. */
  private static Map<String, Map<String, String>> secrets() {
    return Stream.of(
            "mandala-registry-token",
            "mandala-ledger",
            "mandala-node-key",
            "mandala-bridge-session",
            "mandala-gateway-key")
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    API.client()
                        .secrets()
                        .inNamespace("mandala-system")
                        .withName(name)
                        .require()
                        .getData()));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  private static void upgrade(String... more) throws Exception {
    var arguments =
        new ArrayList<>(List.of("upgrade", "--install", "mandala", Helm.CHART.toString()));
    arguments.addAll(List.of("--namespace", "mandala-system", "--create-namespace"));
    // Its addresses are those of another cluster.
    arguments.addAll(
        List.of(
            "--values",
            Helm.LOCAL,
            "--set",
            "token.clusterIP=,registry.clusterIP=,bridge.service.clusterIP=,gateway.enabled=true"));
    arguments.addAll(List.of(more));
    helm(arguments.toArray(String[]::new));
  }

  private static void helm(String... arguments) throws Exception {
    var all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--kubeconfig", API.kubeconfig().toString()));
    var outcome = Helm.run(all);
    assertThat(outcome.code()).as(outcome.output()).isZero();
  }
}
