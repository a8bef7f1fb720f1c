package network.mandala.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import network.mandala.configuration.ConfigKey;
import network.mandala.configuration.ConfigReader;
import network.mandala.operator.config.NodeConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ChartTest {

  /** A provider's least, the local cluster's, and everything that can be switched on. */
  enum Installation {
    LEAST("--set", "domain=agents.example.com"),
    LOCAL_CLUSTER("--values", Helm.LOCAL),
    EVERYTHING(
        "--values",
        Helm.LOCAL,
        "--set",
        "metrics.serviceMonitor.enabled=true,metrics.serviceMonitor.labels.release=prometheus",
        "--set",
        "ingress.annotations.a=b,build.environment.HTTPS_PROXY=http://proxy:3128",
        "--set",
        "network.dns.cidrs={169.254.20.10/32},build.allowedCidrs={10.1.0.0/16}",
        "--set",
        "domains.dns.servers={10.0.0.10:5353},tls.acme.email=admin@example.org",
        "--set",
        "tls.wildcard.secretName=agents-tls,tls.wildcard.hosts={*.demo.localhost}",
        "--set",
        "trust.existingConfigMap=authorities,registry.token.existingSecret=key",
        "--set",
        "operator.javaOptions=-Xmx100m,operator.podLabels.team=x,operator.priorityClassName=high",
        "--set",
        "images.pullSecrets={pull},registry.storage.existingClaim=claim,registry.storage.className=fast",
        "--set",
        "ledger.database.url=jdbc:mysql://db.example.com/ledger,ledger.database.existingSecret=db",
        "--set",
        "ledger.nodeKey.existingSecret=node",
        "--set",
        "billing.prometheus.url=https://p.example.com/api,billing.prometheus.caSecret=ca",
        "--set",
        "billing.prometheus.tokenSecret=token,billing.prometheus.tenant=node,billing.replicas=2",
        "--set",
        "billing.alerts.mail.host=mail.example.com,billing.alerts.mail.user=node",
        "--set",
        "billing.alerts.mail.passwordSecret=mail,billing.alerts.mail.from=node@provider.io",
        "--set",
        "billing.alerts.webhooks.allowAddresses={10.1.0.0/16}",
        "--set",
        "bridge.url=https://node.example.com,bridge.session.existingSecret=session,bridge.http.trustedProxies={10.42.0.0/16}",
        "--set",
        "bridge.payments.tokensSecret=payments",
        "--set",
        "gateway.enabled=true,gateway.runner.kind=mock,gateway.runner.allowMock=true",
        "--set",
        "gateway.router.anybody=true",
        "--set",
        "gateway.node.existingSecret=gateway,gateway.node.endpoint=https://infer.example.com",
        "--set",
        "gateway.router.projects.npub1a=demo,gateway.router.endpoint=https://router.example.com");

    private final String[] arguments;

    Installation(String... arguments) {
      this.arguments = arguments;
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          domain=a.example,operator.replica=3            | at '/operator': additional properties 'replica' not allowed
          domain=a.example,operatr.replicas=3            | at '': additional properties 'operatr' not allowed
          domain=a.example,operator.replicas=two         | at '/operator/replicas': got string, want integer
          domain=a.example,operator.replicas=0           | at '/operator/replicas': minimum: got 0, want 1
          domain=a.example,build.timeout=10              | at '/build/timeout': got number, want string
          domain=Agents_Example                          | at '/domain': 'Agents_Example' does not match pattern
          domain=a.example,url.scheme=ftp                | at '/url/scheme': value must be one of 'http', 'https'
          domain=a.example,registry.host=https://r.x     | at '/registry/host': 'https://r.x' does not match pattern
          domain=a.example,images.node=node              | at '/images/node': 'node' does not match pattern
          domain=a.example,trust.bundle=/etc/ssl/ca.crt  | at '/trust/bundle': '/etc/ssl/ca.crt' does not match pattern
          domain=a.example,tls.acme.server=http://ca.x   | at '/tls/acme/server': 'http://ca.x' does not match pattern
          domain=a.example,tls.wildcard.secretName=w     | tls.wildcard.hosts: say which projects the certificate covers
          domain=a.example,tls.wildcard.secretName=w,tls.wildcard.hosts={*.a.example} | agents answer two levels below a.example
          domain=a.example,tls.wildcard.secretName=w,tls.wildcard.hosts={*.demo.b.example} | is not below a.example
          domain=a.example,prices.cpu=-1                 | at '/prices/cpu': minimum: got -1, want 0
          domain=a.example,prices.cpu=1.5                | at '/prices/cpu': got string, want integer
          domain=a.example,prices.cpus=1                 | at '/prices': additional properties 'cpus' not allowed
          domain=a.example,ledger.database.url=mysql://x | at '/ledger/database/url': 'mysql://x' does not match pattern
          domain=a.example,ledger.database.url=jdbc:mysql://x/y | ledger.database.existingSecret: name the Secret
          operator.replicas=2                            | domain: set the name under which agents answer
          domain=a.example,registry.host=r.x:5000        | registry.host: an Ingress cannot serve "r.x:5000", which has a port
          """)
  void saysWhatIsWrongWithAValue(String set, String message) throws Exception {
    var outcome = Helm.template("--set", set);

    assertThat(outcome.code()).isNotZero();
    assertThat(outcome.output()).contains(message);
  }

  @ParameterizedTest
  @EnumSource
  void givesTheOperatorAConfigurationThatItReads(Installation installation) throws Exception {
    var in = new ConfigReader(configuration(installation), Map.of());

    var config = NodeConfig.read(in);
    in.failIfAnyProblem();

    assertThat(config.leaderElection().enabled()).isTrue();
    assertThat(config.registry().namespace()).isEqualTo("mandala-system");
  }

  @Test
  void hasAValueForEveryKeyOfTheConfiguration() throws Exception {
    var in = new ConfigReader(configuration(Installation.EVERYTHING), Map.of());
    NodeConfig.read(in);
    var known = new TreeSet<>(in.keys().stream().map(ConfigKey::name).toList());
    // The ports are fixed: probes, services and policies name them.
    known.removeIf(key -> key.startsWith("http."));

    var rendered = Helm.yaml(configuration(Installation.EVERYTHING));

    assertThat(known).allSatisfy(key -> assertThat(at(rendered, key).isMissingNode()).isFalse());
  }

  @Test
  void describesEveryValueInTheSchemaAndNothingElse() throws Exception {
    var values = Helm.yaml(Helm.CHART.resolve("values.yaml"));
    var schema = Helm.yaml(Helm.CHART.resolve("values.schema.json"));

    var inValues = new TreeSet<String>();
    collectValues("", values, schema, inValues);
    var inSchema = new TreeSet<String>();
    collectSchema("", schema, inSchema);
    inSchema.remove("global");

    assertThat(inValues).isEqualTo(inSchema);
  }

  @ParameterizedTest
  @EnumSource
  void grantsNoRightByWildcardAndLetsOneRoleBeGranted(Installation installation) throws Exception {
    var roles =
        Helm.objects(installation.arguments).stream()
            .filter(object -> object.path("kind").asText().endsWith("Role"))
            .toList();

    assertThat(roles).hasSize(8);
    for (var role : roles) {
      for (var rule : role.path("rules")) {
        assertThat(words(rule, "apiGroups")).doesNotContain("*");
        assertThat(words(rule, "verbs"))
            .isNotEmpty()
            .doesNotContain("*", "escalate", "impersonate", "deletecollection");
        if (words(rule, "verbs").contains("bind")) {
          assertThat(words(rule, "verbs")).containsExactly("bind");
          assertThat(words(rule, "resourceNames")).containsExactly("mandala-bridge-tenant");
          continue;
        }
        assertThat(words(rule, "resources"))
            .isNotEmpty()
            .noneMatch(resource -> resource.contains("*"))
            .doesNotContain("clusterroles", "clusterrolebindings", "roles")
            .doesNotContain("pods/exec", "pods/attach", "serviceaccounts/token", "nodes");
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void runsEveryPodAsPodSecurityRestrictedAsks(Installation installation) throws Exception {
    var workloads = workloads(installation.arguments);

    assertThat(workloads).hasSizeGreaterThan(2);
    for (var workload : workloads) {
      var pod = workload.at("/spec/template/spec");
      assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
      assertThat(pod.at("/securityContext/seccompProfile/type").asText())
          .isEqualTo("RuntimeDefault");
      for (var container : pod.path("containers")) {
        var security = container.path("securityContext");
        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true)).isFalse();
        assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
        assertThat(container.at("/resources/limits/memory").asText()).isNotEmpty();
        assertThat(container.has("readinessProbe")).isTrue();
        assertThat(container.has("livenessProbe")).isTrue();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void givesTheWayToTheApiServerToThreeProcessesAlone(Installation installation) throws Exception {
    var withToken =
        workloads(installation.arguments).stream()
            .filter(
                workload ->
                    workload.at("/spec/template/spec/automountServiceAccountToken").asBoolean(true))
            .map(workload -> workload.at("/metadata/name").asText())
            .toList();

    assertThat(withToken)
        .containsExactlyInAnyOrder("mandala-operator", "mandala-activator", "mandala-bridge");
  }

  @Test
  void letsOnlyThoseWhoWorkWithMoneyReachTheLedger() throws Exception {
    var policy = find("NetworkPolicy", "mandala-ledger", "--values", Helm.LOCAL).path("spec");

    assertThat(words(policy, "policyTypes")).containsExactly("Ingress", "Egress");
    assertThat(policy.path("egress")).isEmpty();
    assertThat(policy.path("ingress")).hasSize(1);
    assertThat(policy.at("/ingress/0/from").findValuesAsText("app.kubernetes.io/component"))
        .containsExactly("operator", "billing", "bridge", "gateway");
    assertThat(policy.at("/ingress/0/from").findValues("namespaceSelector")).isEmpty();
  }

  @Test
  void takesTheLedgerOfSomebodyElse() throws Exception {
    var secret = find("Secret", "mandala-ledger", Installation.EVERYTHING.arguments);

    assertThat(kinds(Installation.EVERYTHING.arguments)).doesNotContain("StatefulSet");
    assertThat(secret.path("data").properties())
        .extracting(Map.Entry::getKey)
        .containsExactly("url");
    assertThat(secret.at("/metadata/annotations/mandala.network~1credentials").asText())
        .isEqualTo("db");
  }

  @Test
  void runsBillingOnlyWhereThereIsSomethingToChargeBy() throws Exception {
    var without =
        workloads("--set", "domain=a.example").stream()
            .map(workload -> workload.at("/metadata/name").asText())
            .toList();
    var with = find("Deployment", "mandala-billing", Installation.EVERYTHING.arguments);

    assertThat(without).contains("mandala-ledger").doesNotContain("mandala-billing");
    assertThat(with.at("/spec/template/spec").has("serviceAccountName")).isFalse();
  }

  @Test
  void givesBillingThePricesAsWholeNumbers() throws Exception {
    var config =
        Helm.yaml(
            find(
                    "ConfigMap",
                    "mandala-billing",
                    "--set",
                    "domain=a.example,billing.prometheus.url=http://p:9090",
                    "--set",
                    "prices.gpu.amd\\.com/gpu=7,prices.tokensIn.llama=1000000000000")
                .at("/data/billing.yaml")
                .asText());

    assertThat(config.at("/prices/cpu").isIntegralNumber()).isTrue();
    assertThat(config.at("/prices/cpu").asLong()).isEqualTo(12_000_000);
    assertThat(config.at("/prices/gpu/nvidia.com~1gpu").asLong()).isEqualTo(60_000_000);
    assertThat(config.at("/prices/gpu/amd.com~1gpu").asLong()).isEqualTo(7);
    assertThat(config.at("/prices/tokensIn/llama").asLong()).isEqualTo(1_000_000_000_000L);
    assertThat(config.at("/prices/tokensOut")).isEmpty();
  }

  /** Billing's own tests read the file; {@code -Dgolden.write} rewrites it. */
  @Test
  void writesTheConfigurationThatBillingReads() throws Exception {
    var file = Path.of("..", "billing", "src", "test", "resources", "chart", "billing.yaml");
    var config =
        find("ConfigMap", "mandala-billing", Installation.EVERYTHING.arguments)
            .at("/data/billing.yaml")
            .asText();
    if (System.getProperty("golden.write") != null) {
      Files.writeString(file, config);
    }

    assertThat(file).hasContent(config);
  }

  @Test
  void runsWithoutMoney() throws Exception {
    var names =
        Helm.objects("--values", Helm.LOCAL, "--set", "ledger.enabled=false").stream()
            .map(object -> object.at("/metadata/name").asText())
            .toList();

    assertThat(names)
        .isNotEmpty()
        .doesNotContain(
            "mandala-ledger",
            "mandala-node-key",
            "mandala-billing",
            "mandala-bridge",
            "mandala-gateway");
  }

  /** The bridge's own tests read the file; {@code -Dgolden.write} rewrites it. */
  @Test
  void writesTheConfigurationThatTheBridgeReads() throws Exception {
    var file = Path.of("..", "bridge", "src", "test", "resources", "chart", "bridge.yaml");
    var config =
        find("ConfigMap", "mandala-bridge", Installation.EVERYTHING.arguments)
            .at("/data/bridge.yaml")
            .asText();
    if (System.getProperty("golden.write") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, config);
    }

    assertThat(file).hasContent(config);
  }

  /** The gateway's own tests read the file; {@code -Dgolden.write} rewrites it. */
  @Test
  void writesTheConfigurationThatTheGatewayReads() throws Exception {
    var file = Path.of("..", "gateway", "src", "test", "resources", "chart", "gateway.yaml");
    var config =
        find("ConfigMap", "mandala-gateway", Installation.EVERYTHING.arguments)
            .at("/data/gateway.yaml")
            .asText();
    if (System.getProperty("golden.write") != null) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, config);
    }

    assertThat(file).hasContent(config);
  }

  @Test
  void runsTheGatewayOnlyWhereItIsAskedFor() throws Exception {
    assertThat(
            workloads("--set", "domain=a.example").stream()
                .map(workload -> workload.at("/metadata/name").asText()))
        .doesNotContain("mandala-gateway");
    assertThat(
            find(
                    "Ingress",
                    "mandala-gateway",
                    "--values",
                    Helm.LOCAL,
                    "--set",
                    "gateway.enabled=true")
                .at("/spec/rules/0/host")
                .asText())
        .isEqualTo("infer.localhost");
  }

  @Test
  void saysHowTheBridgeIsReached() throws Exception {
    var least =
        Helm.yaml(
            find("ConfigMap", "mandala-bridge", "--set", "domain=a.example")
                .at("/data/bridge.yaml")
                .asText());
    var ingress = find("Ingress", "mandala-bridge", "--set", "domain=a.example").path("spec");

    assertThat(least.path("url").asText()).isEqualTo("https://bridge.a.example");
    assertThat(ingress.at("/rules/0/host").asText()).isEqualTo("bridge.a.example");
    assertThat(ingress.at("/tls/0/secretName").asText()).isEqualTo("mandala-bridge-tls");
  }

  @Test
  void leadsTheDomainItselfToTheEdge() throws Exception {
    var ingress = find("Ingress", "mandala-edge", "--set", "domain=a.example").path("spec");

    assertThat(ingress.path("rules")).hasSize(1);
    assertThat(ingress.at("/rules/0/host").asText()).isEqualTo("a.example");
    assertThat(ingress.at("/rules/0/http/paths/0/backend/service/name").asText())
        .isEqualTo("mandala-edge");
    assertThat(ingress.at("/tls/0/secretName").asText()).isEqualTo("mandala-edge-tls");
    var local = find("Ingress", "mandala-edge", "--values", Helm.LOCAL).path("spec");
    assertThat(local.at("/rules/0/host").asText()).isEqualTo("localhost");
    assertThat(local.path("ingressClassName").asText()).isEqualTo("traefik");
    assertThat(local.has("tls")).isFalse();
  }

  @Test
  void leadsToTheEdgeThroughAGatewayWhereOneIsNamed() throws Exception {
    String[] arguments = {
      "--set", "domain=a.example,edge.hosts={x.example},edge.gateway.parentRefs[0].name=public"
    };
    var route = find("HTTPRoute", "mandala-edge", arguments).path("spec");

    assertThat(words(route, "hostnames")).containsExactly("x.example");
    assertThat(route.at("/parentRefs/0/name").asText()).isEqualTo("public");
    assertThat(route.at("/rules/0/backendRefs/0/name").asText()).isEqualTo("mandala-edge");
    assertThat(Helm.objects(arguments))
        .extracting(object -> object.path("kind") + " " + object.at("/metadata/name"))
        .doesNotContain("\"Ingress\" \"mandala-edge\"");
  }

  @Test
  void servesNoSporesWhereTheEdgeIsSwitchedOff() throws Exception {
    var objects = Helm.objects("--values", Helm.LOCAL, "--set", "edge.enabled=false");

    assertThat(objects.toString())
        .contains("mandala-activator")
        .doesNotContain(
            "mandala-edge", "EDGE_PORT", "endpointslices\"],\"verbs\":[\"list\",\"watch\"]");
  }

  @Test
  void passesHelmsOwnChecks() throws Exception {
    var outcome =
        Helm.run(List.of("lint", "--strict", Helm.CHART.toString(), "--values", Helm.LOCAL));

    assertThat(outcome.code()).as(outcome.output()).isZero();
  }

  @Test
  void rollsTheOperatorWhenItsConfigurationChanges() throws Exception {
    var one = checksum("--values", Helm.LOCAL);
    var same = checksum("--values", Helm.LOCAL);
    var other = checksum("--values", Helm.LOCAL, "--set", "reconcile.threads=3");

    assertThat(same).isEqualTo(one);
    assertThat(other).isNotEqualTo(one);
  }

  @Test
  void leavesTheDefinitionsToSomebodyElse() throws Exception {
    assertThat(kinds("--values", Helm.LOCAL)).contains("CustomResourceDefinition");
    assertThat(kinds("--values", Helm.LOCAL, "--set", "crds.install=false"))
        .doesNotContain("CustomResourceDefinition");
  }

  private static String configuration(Installation installation) throws Exception {
    return find("ConfigMap", "mandala-operator", installation.arguments)
        .at("/data/config.yaml")
        .asText();
  }

  private static String checksum(String... arguments) throws Exception {
    return find("Deployment", "mandala-operator", arguments)
        .at("/spec/template/metadata/annotations/mandala.network~1config-checksum")
        .asText();
  }

  private static List<JsonNode> workloads(String... arguments) throws Exception {
    return Helm.objects(arguments).stream()
        .filter(object -> object.at("/spec/template/spec").isObject())
        .toList();
  }

  private static List<String> kinds(String... arguments) throws Exception {
    return Helm.objects(arguments).stream().map(object -> object.path("kind").asText()).toList();
  }

  private static JsonNode find(String kind, String name, String... arguments) throws Exception {
    return Helm.objects(arguments).stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static JsonNode at(JsonNode tree, String key) {
    return tree.at("/" + key.replace('.', '/'));
  }

  private static List<String> words(JsonNode rule, String field) {
    var words = new ArrayList<String>();
    rule.path(field).forEach(word -> words.add(word.asText()));
    return words;
  }

  /** The keys of the values, down to where the schema lets the user choose the keys. */
  private static void collectValues(
      String prefix, JsonNode values, JsonNode schema, TreeSet<String> into) {
    for (var entry : values.properties()) {
      var inner = schema.path("properties").path(entry.getKey());
      if (inner.has("properties")) {
        collectValues(prefix + entry.getKey() + ".", entry.getValue(), inner, into);
      } else {
        into.add(prefix + entry.getKey());
      }
    }
  }

  private static void collectSchema(String prefix, JsonNode schema, TreeSet<String> into) {
    for (var entry : schema.path("properties").properties()) {
      if (entry.getValue().has("properties")) {
        collectSchema(prefix + entry.getKey() + ".", entry.getValue(), into);
      } else {
        into.add(prefix + entry.getKey());
      }
    }
  }
}
