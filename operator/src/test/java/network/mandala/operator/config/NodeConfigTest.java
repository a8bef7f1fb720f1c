package network.mandala.operator.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import network.mandala.configuration.ConfigProblems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeConfigTest {

  private static final String LEAST =
      """
      domain: example.org
      registry:
        host: registry.example.org
        realm: https://registry.example.org/token
        keyFile: /key
        certificateFile: /certificate
      images: {builder: b, node: n, python: p, frontend: f}
      """;

  @TempDir private Path folder;

  @Test
  void theRestHasDefaults() throws Exception {
    var config = load(LEAST, Map.of());

    assertThat(config.url().of("a.b.example.org")).isEqualTo("https://a.b.example.org/");
    assertThat(config.reconcile().threads()).isEqualTo(32);
    assertThat(config.build().timeout()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.registry().grantLifetime()).isEqualTo(Duration.ofDays(30));
    assertThat(config.trustBundleFile()).isNull();
  }

  @Test
  void theEnvironmentOverridesTheFile() throws Exception {
    var config =
        load(
            LEAST + "url: {scheme: http, port: 8080}\n",
            Map.of(
                "MANDALA_CONFIG_URL_PORT", "9090",
                "MANDALA_CONFIG_REGISTRY_KEY_FILE", "/other",
                "MANDALA_CONFIG_NETWORK_DENIED_CIDRS", "[10.1.0.0/16, 'fd00::/8']",
                "MANDALA_CONFIG_RECONCILE_ROLLOUT_TIMEOUT", "90s"));

    assertThat(config.url().of("x")).isEqualTo("http://x:9090/");
    assertThat(config.registry().keyFile()).isEqualTo(Path.of("/other"));
    assertThat(config.network().deniedCidrs()).containsExactly("10.1.0.0/16", "fd00::/8");
    assertThat(config.reconcile().rolloutTimeout()).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void variablesThatKubernetesInjectsAreNotOurs() throws Exception {
    assertThat(load(LEAST, Map.of("MANDALA_REGISTRY_PORT", "tcp://10.0.0.1:5000"))).isNotNull();
  }

  @Test
  void keysWithDotsStayWhole() throws Exception {
    var config =
        load(
            LEAST + "ingress: {annotations: {traefik.ingress.kubernetes.io/router.tls: true}}\n",
            Map.of());

    assertThat(config.ingress().annotations())
        .containsExactly(Map.entry("traefik.ingress.kubernetes.io/router.tls", "true"));
  }

  @Test
  void allProblemsAreToldAtOnce() {
    var wrong =
        """
        domain: example.org
        registry: {host: r, realm: not-a-url, keyFile: k, certificateFile: c, insecure: maybe}
        images: {builder: b, node: n}
        reconcile: {threads: 0, timeout: 5m}
        build: {memory: lots}
        network: {deniedCidrs: [everything]}
        domains: {dns: {servers: [dns.example.org]}}
        colour: blue
        """;

    assertThatThrownBy(() -> load(wrong, Map.of("MANDALA_CONFIG_COLOUR", "red")))
        .isInstanceOf(ConfigProblems.class)
        .hasMessage(
            """
            MANDALA_CONFIG_COLOUR: no such setting
            build.memory: must be a quantity such as 500m or 1Gi, was lots
            colour: unknown key
            domains.dns.servers: must hold addresses such as 10.0.0.10, 10.0.0.10:5353 or [2001:db8::1]:53, was [dns.example.org]
            images.python: is required: base image of runtime Python
            network.deniedCidrs: must hold ranges such as 10.0.0.0/8, was [everything]
            reconcile.threads: must be 1..256, was 0
            reconcile.timeout: unknown key; did you mean build.timeout or domains.dns.timeout or reconcile.rolloutTimeout?
            registry.insecure: must be true or false, was maybe
            registry.realm: must be a URL with scheme and host, was not-a-url""");
  }

  @Test
  void nameServersHaveAPortOrTheUsualOne() throws Exception {
    var yaml = LEAST + "domains: {dns: {servers: [10.0.0.10, '10.0.0.11:5353', '[2001:db8::1]']}}";

    assertThat(load(yaml, Map.of()).domains().nameServers())
        .containsExactly(
            new InetSocketAddress("10.0.0.10", 53),
            new InetSocketAddress("10.0.0.11", 5353),
            new InetSocketAddress("2001:db8::1", 53));
  }

  @Test
  void whatIsNoYamlIsToldSo() {
    assertThatThrownBy(() -> load("domain: [", Map.of()))
        .isInstanceOf(ConfigProblems.class)
        .hasMessageContaining("is not YAML");
  }

  private NodeConfig load(String yaml, Map<String, String> environment) throws Exception {
    var file = folder.resolve("config.yaml");
    Files.writeString(file, yaml);
    return NodeConfig.load(file, environment);
  }
}
