package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.testing.ApiServer;
import network.mandala.crds.testing.RunningProgram;
import network.mandala.domain.testing.TestNameServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates from a real authority (Pebble), which really asks the operator for its answers. */
class CertificatesOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(60);

  @TempDir private static Path folder;
  private static TestNameServer dns;
  private static RunningProgram authority;
  private static int authorityPort;
  private static int challengePort;
  private static Tenant tenant;

  @BeforeAll
  static void start() throws IOException {
    TestKeys.write(folder);
    dns = TestNameServer.start();
    authorityPort = freePort();
    challengePort = freePort();
    var config = folder.resolve("pebble.json");
    Files.writeString(
        config,
        """
        {"pebble": {"listenAddress": "127.0.0.1:%d", "managementListenAddress": "127.0.0.1:%d",
          "certificate": "%s", "privateKey": "%s", "httpPort": %d, "tlsPort": 1, "keyAlgorithm": "ecdsa",
          "retryAfter": {"authz": 1, "order": 1},
          "profiles": {"default": {"description": "90 days", "validityPeriod": 7776000}}}}
        """
            .formatted(
                authorityPort,
                freePort(),
                folder.resolve("tls.crt"),
                folder.resolve("tls.key"),
                challengePort));
    authority =
        RunningProgram.start(
            folder,
            "pebble",
            List.of(
                "-config",
                config.toString(),
                "-dnsserver",
                "127.0.0.1:" + dns.address().getPort()));
    try (var operator = TestOperator.start(api, folder, settings(), Writes.unlimited())) {
      tenant = Tenant.withProject(api.client(), "certified");
    }
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    authority.close();
    dns.close();
  }

  @Test
  void aDomainGetsACertificateAndLosesItWithItsName() throws Exception {
    try (var operator = TestOperator.start(api, folder, settings(), Writes.unlimited())) {
      tenant.run("shop", "{source: {image: a}, domains: [shop.test]}");

      var secret = awaitCertificate("shop");
      assertThat(secret.getType()).isEqualTo("kubernetes.io/tls");
      var chain =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(
                      Base64.getDecoder().decode(secret.getData().get("tls.crt"))));
      assertThat(chain).hasSizeGreaterThan(1);
      assertThat(((X509Certificate) chain.iterator().next()).getSubjectAlternativeNames())
          .extracting(name -> (Object) name.get(1))
          .containsExactly("shop.test");
      eventually(
          () ->
              assertThat(tlsOf("shop")).containsEntry("shop.test", secret.getMetadata().getName()));
      assertThat(tenant.condition("shop", AgentCondition.CERTIFIED).getStatus())
          .isEqualTo(Conditions.TRUE);
      eventually(() -> assertThat(leftOfOrders()).isEmpty());

      tenant.apply("shop", "source: {image: a}");
      eventually(
          () -> {
            assertThat(tlsOf("shop")).doesNotContainKey("shop.test");
            assertThat(tenant.children("shop"))
                .doesNotContain("Secret/" + secret.getMetadata().getName());
          });
    }
  }

  /** A part of the writes of an order is made by one process, the rest by another. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void anOrderSurvivesTheOperator(int writes) {
    var name = "killed-" + writes;
    try (var operator = TestOperator.start(api, folder, settings(), Writes.unlimited())) {
      tenant.run(name, "source: {image: a}");
    }
    tenant.apply(name, "{source: {image: a}, domains: [%s.test]}".formatted(name));
    // The Ingress, the status, and then a part of the order.
    var dying = Writes.dyingAfter(writes + 2);
    try (var operator = TestOperator.start(api, folder, settings(), dying)) {
      await().atMost(SOON).until(dying::isDead);
    }

    try (var operator = TestOperator.start(api, folder, settings(), Writes.unlimited())) {
      awaitCertificate(name);
    }
  }

  @Test
  void anAuthorityThatIsAwayIsToldAndHttpIsServed() throws IOException {
    var settings = new HashMap<>(settings());
    settings.put("MANDALA_CONFIG_TLS_ACME_SERVER", "https://localhost:" + freePort() + "/dir");
    try (var operator = TestOperator.start(api, folder, settings, Writes.unlimited())) {
      tenant.run("waits", "{source: {image: a}, domains: [waits.test]}");

      eventually(
          () -> {
            var condition = tenant.condition("waits", AgentCondition.CERTIFIED);
            assertThat(condition).isNotNull();
            assertThat(condition.getReason()).isEqualTo(AgentReason.AUTHORITY_UNAVAILABLE.word());
            assertThat(condition.getMessage()).contains("localhost does not answer");
          });
      assertThat(tenant.hosts("waits")).contains("waits.test");
      assertThat(tenant.condition("waits", AgentCondition.READY).getStatus())
          .isEqualTo(Conditions.TRUE);
    }
  }

  private static Secret awaitCertificate(String agent) {
    eventually(
        () -> {
          var domains = tenant.get(agent).getStatus().domains();
          assertThat(domains).isNotEmpty();
          assertThat(domains.getFirst().certificate()).isNotNull();
          assertThat(domains.getFirst().certificate().secret())
              .as(domains.getFirst().certificate().message())
              .isNotNull();
        });
    return api.client()
        .secrets()
        .inNamespace(tenant.namespace())
        .withName(tenant.get(agent).getStatus().domains().getFirst().certificate().secret())
        .get();
  }

  private static Map<String, String> tlsOf(String agent) {
    var secrets = new HashMap<String, String>();
    api.client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(tenant.namespace())
        .withName(agent)
        .get()
        .getSpec()
        .getTls()
        .forEach(tls -> tls.getHosts().forEach(host -> secrets.put(host, tls.getSecretName())));
    return secrets;
  }

  private static List<String> leftOfOrders() {
    var client = api.client();
    var label = "mandala.network/component";
    var left = new java.util.ArrayList<String>();
    client
        .secrets()
        .inNamespace("mandala-system")
        .withLabel(label, "acme-order")
        .list()
        .getItems()
        .forEach(secret -> left.add(secret.getMetadata().getName()));
    client
        .network()
        .v1()
        .ingresses()
        .inNamespace("mandala-system")
        .list()
        .getItems()
        .forEach(ingress -> left.add(ingress.getMetadata().getName()));
    return left;
  }

  private static Map<String, String> settings() {
    return Map.of(
        "MANDALA_CONFIG_TLS_ACME_ENABLED", "true",
        "MANDALA_CONFIG_TLS_ACME_SERVER", "https://localhost:%d/dir".formatted(authorityPort),
        "MANDALA_CONFIG_TLS_ACME_CA_FILE", folder.resolve("tls.crt").toString(),
        "MANDALA_CONFIG_HTTP_TOKEN_PORT", String.valueOf(challengePort));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }
}
