package network.mandala.bridge.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.testing.RunningNode.Person;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.testing.ApiServer;
import network.mandala.domain.testing.TestNameServer;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Domains of tenants, with a real name server. Fault 30 of the older nodes. */
class DomainsTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static TestNameServer dns;
  private static RunningNode node;
  private static Person owner;
  private static int projects;

  private String project;
  private String namespace;

  @BeforeAll
  static void start() {
    dns = TestNameServer.start();
    var address = dns.address();
    node =
        RunningNode.start(
            api,
            mysql,
            Map.of(
                "DOMAINS_DNS_SERVERS",
                "[\"" + address.getAddress().getHostAddress() + ":" + address.getPort() + "\"]",
                "DOMAINS_DNS_TIMEOUT",
                "2s"));
    owner = node.person("22");
  }

  @AfterAll
  static void stop() {
    node.close();
    dns.close();
  }

  @BeforeEach
  void makeAProject() {
    dns.beHonest();
    project = owner.createProject();
    namespace = "domains-" + projects++;
    node.give(project, namespace);
  }

  @ParameterizedTest
  @CsvSource({
    "agent, mandala_project, mandala-project-verification, agent, Agent",
    "agent, mandala_project, mandala-project-verification, backend, Agent",
    "agent, cars_project, cars-project-verification, backend, Agent",
    "backend, mandala_project, mandala-project-verification, agent, Backend",
    "backend, cars_project, cars-project-verification, backend, Backend",
    "frontend, mandala_project, mandala-project-verification, frontend, Frontend",
    "frontend, cars_project, cars-project-verification, frontend, Frontend"
  })
  void areProvedByTheRecordsOfAllNetworks(
      String path, String name, String value, String subject, String word) {
    var host = project + ".shop.test";
    dns.txt(name + "." + host, "v=spf1 -all", value + "=" + project + ":" + subject);

    assertThat(set(path, host, 200).toString())
        .contains(
            "\"message\":\"" + word + " custom domain verified and set\"",
            "\"domain\":\"" + host + "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a..b.com",
        ".a.com",
        "a.com..",
        "a_b.com",
        "-a.com",
        "a",
        "localhost",
        "1.2.3.4",
        "a.b.c:80",
        "https://a.com",
        "a.com/x",
        "a b.com",
        "ä.com",
        "a.c",
        "*.a.com",
        "a.com\\u0000.b.com",
        "a.com\\nb.com"
      })
  void refusesWhatIsNoHostName_30(String text) {
    assertThat(set("agent", text, 400).toString())
        .isEqualTo(
            "{\"error\":\"Invalid domain format. Please provide a valid domain (e.g."
                + " example.com)\"}");
  }

  @Test
  void refusesWhatIsNoText() {
    for (var body : new String[] {"{}", "{\"domain\":7}", "{\"domain\":[\"a.com\"]}"}) {
      owner.call("/project/" + project + "/domains/agent", body, 400);
    }
  }

  @Test
  void areKeptInOneForm_30() {
    var host = project + ".shop.test";
    prove(project, host, "agent");

    assertThat(set("agent", " " + host.toUpperCase(java.util.Locale.ROOT) + ". ", 200))
        .hasToString(set("agent", host, 200).toString());
  }

  @Test
  void sayWhichRecordIsMissing() {
    var host = project + ".shop.test";

    var refused = set("agent", host, 400);

    assertThat(refused.path("error").asText()).isEqualTo("DNS verification failed");
    assertThat(refused.path("instructions").asText())
        .isEqualTo(
            "Create the TXT record mandala_project.%s with the value mandala-project-verification=%s:agent"
                .formatted(host, project));
  }

  @Test
  void areNotProvedByTheRecordOfAnotherProjectOrSubject() {
    var host = project + ".shop.test";
    dns.txt(
        "mandala_project." + host,
        "mandala-project-verification=" + "0".repeat(32) + ":agent",
        "mandala-project-verification=" + project + ":frontend");

    set("agent", host, 400);
    set("frontend", host, 200);
  }

  @Test
  void areNotProvedByANameServerInTrouble() {
    dns.lie(answer -> null);

    var refused = set("agent", project + ".shop.test", 400);

    assertThat(refused.path("error").asText()).isEqualTo("Failed to verify domain");
    assertThat(refused.path("instructions").asText()).contains("mandala_project.");
  }

  @Test
  void areNotBelowTheNodesOwn() {
    prove(project, "x.node.test", "agent");

    assertThat(set("agent", "x.node.test", 400).path("error").asText())
        .isEqualTo("Failed to verify domain");
  }

  /** The attacker proves nothing; then proves, while the first owner's record stands. */
  @Test
  void cannotBeTakenOverWhileTheProofOfTheFirstStands_30() {
    var host = project + ".shop.test";
    prove(project, host, "agent");
    set("agent", host, 200);
    var other = node.person("33");
    var theirs = other.createProject();

    assertThat(claim(other, theirs, host, 400).path("error").asText())
        .isEqualTo("DNS verification failed");
    dns.txt("mandala_project." + host, proof(project, "agent"), proof(theirs, "agent"));
    assertThat(claim(other, theirs, host, 400).path("instructions").asText())
        .startsWith("Another project has this domain")
        .doesNotContain(project);
    // Sold: only the record of the new owner is there.
    dns.txt("mandala_project." + host, proof(theirs, "agent"));
    claim(other, theirs, host, 200);

    assertThat(remove(host, 404).path("error").asText()).isEqualTo("Domain not found");
  }

  @RepeatedTest(5)
  void ofSixAtOnceOneHasIt_30() throws Exception {
    var host = project + ".shop.test";
    var ids = IntStream.range(0, 6).mapToObj(i -> owner.createProject()).toList();
    dns.txt(
        "mandala_project." + host,
        ids.stream().map(id -> proof(id, "agent")).toArray(String[]::new));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var claims =
          ids.stream()
              .<Callable<RawClient.Answer>>map(
                  id ->
                      () ->
                          owner.post(
                              "/project/" + id + "/domains/agent", "{\"domain\":\"" + host + "\"}"))
              .toList();
      var answers = new ArrayList<RawClient.Answer>();
      for (var claim : threads.invokeAll(claims)) {
        answers.add(claim.get());
      }

      assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
    }
  }

  @Test
  void areAskedForInTheAgentAtOnceAndTakenOut_30() {
    agent("agent", "[mine.example.com]");
    var host = project + ".shop.test";
    var site = project + ".site.test";
    prove(project, host, "agent");
    prove(project, site, "frontend");

    set("agent", host, 200);
    set("frontend", site, 200);

    assertThat(get("agent").getSpec().domains()).containsExactly("mine.example.com", host);
    assertThat(get("agent").getSpec().frontend().domains()).containsExactly(site);
    assertThat(
            owner.call("/project/" + project + "/info", "{}", 200).path("customDomains").toString())
        .isEqualTo(
            "{\"frontend\":\"%s\",\"agent\":\"%s\",\"backend\":\"%s\"}"
                .formatted(site, host, host));
    remove(host, 200);
    remove(site, 200);
    assertThat(get("agent").getSpec().domains()).containsExactly("mine.example.com");
    assertThat(get("agent").getSpec().frontend().domains()).isEmpty();
    remove(host, 404);
  }

  @Test
  void moveFromTheAgentToTheFrontend() {
    agent("agent", "[]");
    var host = project + ".shop.test";
    dns.txt("mandala_project." + host, proof(project, "agent"), proof(project, "frontend"));

    set("agent", host, 200);
    set("frontend", host, 200);

    assertThat(get("agent").getSpec().domains()).isEmpty();
    assertThat(get("agent").getSpec().frontend().domains()).containsExactly(host);
  }

  @Test
  void haveABound() {
    for (int i = 0; i <= 20; i++) {
      var host = "n" + i + "." + project + ".test";
      prove(project, host, "agent");
      set("agent", host, i < 20 ? 200 : 400);
    }
  }

  @Test
  void goWithTheirProject() {
    var host = project + ".shop.test";
    prove(project, host, "agent");
    set("agent", host, 200);

    owner.call("/project/" + project + "/delete", "{}", 200);

    var next = owner.createProject();
    dns.txt("mandala_project." + host, proof(project, "agent"), proof(next, "agent"));
    claim(owner, next, host, 200);
  }

  private JsonNode set(String path, String domain, int status) {
    return owner.call(
        "/project/" + project + "/domains/" + path, "{\"domain\":\"" + domain + "\"}", status);
  }

  private JsonNode remove(String domain, int status) {
    return set("remove", domain, status);
  }

  private static JsonNode claim(Person who, String project, String domain, int status) {
    return who.call(
        "/project/" + project + "/domains/agent", "{\"domain\":\"" + domain + "\"}", status);
  }

  private static void prove(String project, String host, String subject) {
    dns.txt("mandala_project." + host, proof(project, subject));
  }

  private static String proof(String project, String subject) {
    return "mandala-project-verification=" + project + ":" + subject;
  }

  private void agent(String name, String domains) {
    var agent =
        Serialization.unmarshal(
            """
            apiVersion: mandala.network/v1alpha1
            kind: Agent
            spec:
              source:
                image: registry.test/a@sha256:%s
              domains: %s
              frontend:
                image: registry.test/b@sha256:%s
            """
                .formatted("0".repeat(64), domains, "1".repeat(64)),
            Agent.class);
    agent.setMetadata(new ObjectMetaBuilder().withNamespace(namespace).withName(name).build());
    api.client().resource(agent).create();
  }

  private Agent get(String name) {
    return api.client().resources(Agent.class).inNamespace(namespace).withName(name).get();
  }
}
