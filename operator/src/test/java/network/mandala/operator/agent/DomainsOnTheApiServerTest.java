package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.DomainState;
import network.mandala.crds.agent.DomainStatus;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.domain.testing.TestNameServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.Writes;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Domains that are proved, lost and fought for; the name server is a real one, and not always
 * honest.
 */
class DomainsOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  private static final Duration SOON = Duration.ofSeconds(40);

  @TempDir private static Path folder;
  private static TestNameServer dns;
  private static TestOperator operator;
  private static Tenant tenant;
  private static Tenant rival;

  @BeforeAll
  static void start() {
    dns = TestNameServer.start();
    operator = TestOperator.start(api, folder, settings(), Writes.unlimited());
    tenant = Tenant.withProject(api.client(), "owner");
    rival = Tenant.withProject(api.client(), "rival");
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    rival.leave();
    operator.close();
    dns.close();
  }

  @AfterEach
  void honest() {
    dns.beHonest();
  }

  @Test
  void aDomainIsRoutedWhenItIsProvedAndNotBefore() {
    tenant.run("shop", "source: {image: a}");
    var release = tenant.get("shop").getStatus().release();

    tenant.apply("shop", "{source: {image: a}, domains: [shop.test]}");

    eventually(
        () -> {
          var condition = tenant.condition("shop", AgentCondition.DOMAINS_VERIFIED);
          assertThat(condition).isNotNull();
          assertThat(condition.getReason()).isEqualTo(AgentReason.DOMAIN_UNVERIFIED.word());
          assertThat(condition.getMessage())
              .contains("The proof was not found", "mandala_project.shop.test", proof(tenant));
        });
    assertThat(tenant.hosts("shop")).containsExactly("shop.owner.example.org");
    assertThat(tenant.condition("shop", AgentCondition.READY).getStatus())
        .isEqualTo(Conditions.TRUE);

    dns.txt("mandala_project.shop.test", "something else", proof(tenant));

    eventually(() -> assertThat(tenant.hosts("shop")).contains("shop.test"));
    eventually(
        () ->
            assertThat(tenant.condition("shop", AgentCondition.DOMAINS_VERIFIED).getStatus())
                .isEqualTo(Conditions.TRUE));
    var domain = domain(tenant, "shop");
    assertThat(domain.state()).isEqualTo(DomainState.VERIFIED);
    assertThat(domain.verifiedAt()).isEqualTo(domain.checkedAt()).isNotNull();
    assertThat(tenant.get("shop").getStatus().release()).isEqualTo(release);
    assertThat(tenant.get("shop").getStatus().releases()).hasSize(1);

    tenant.apply("shop", "source: {image: a}");
    eventually(
        () -> {
          assertThat(tenant.hosts("shop")).containsExactly("shop.owner.example.org");
          assertThat(tenant.get("shop").getStatus().domains()).isEmpty();
          assertThat(tenant.condition("shop", AgentCondition.DOMAINS_VERIFIED)).isNull();
        });
  }

  @Test
  void theRecordsOfOlderNetworksAreProofsToo() {
    dns.txt(
        "cars_project.old.test",
        proof(tenant).replace("mandala", "cars").replace("agent", "backend"));

    tenant.run("old", "{source: {image: a}, domains: [old.test]}");

    eventually(() -> assertThat(tenant.hosts("old")).contains("old.test"));
  }

  @Test
  void aDomainOfAFrontendBringsItsWwwAndGoesWithoutANewRelease() {
    dns.txt("mandala_project.pages.test", proof(tenant));
    tenant.run("pages", "{source: {image: a}, frontend: {image: f}}");
    var release = tenant.get("pages").getStatus().release();
    var own = tenant.hosts("pages-frontend");

    tenant.apply(
        "pages",
        "{source: {image: a}, frontend: {image: f, domains: [pages.test, old.pages.test]}}");
    eventually(
        () ->
            assertThat(tenant.condition("pages", AgentCondition.DOMAINS_VERIFIED).getMessage())
                .as("a proof for the agent is none for the frontend")
                .startsWith("spec.frontend.domains: pages.test: ")
                .contains(frontendProof(tenant)));
    assertThat(tenant.hosts("pages-frontend")).isEqualTo(own);

    dns.txt("mandala_project.pages.test", frontendProof(tenant));
    dns.txt("cars_project.old.pages.test", frontendProof(tenant).replace("mandala", "cars"));
    eventually(
        () ->
            assertThat(tenant.hosts("pages-frontend"))
                .contains("pages.test", "www.pages.test", "old.pages.test", "www.old.pages.test"));
    assertThat(tenant.hosts("pages")).containsExactly("pages.owner.example.org");
    eventually(
        () ->
            assertThat(tenant.condition("pages", AgentCondition.FRONTEND_READY).getMessage())
                .contains("pages.test"));

    tenant.apply("pages", "{source: {image: a}, frontend: {image: f}}");
    eventually(
        () -> {
          assertThat(tenant.hosts("pages-frontend")).isEqualTo(own);
          assertThat(tenant.get("pages").getStatus().domains()).isEmpty();
        });
    assertThat(tenant.get("pages").getStatus().release()).isEqualTo(release);
    assertThat(tenant.get("pages").getStatus().releases()).hasSize(1);
    tenant.delete("pages");
  }

  @Test
  void oneNameLeadsToOneAgentWhetherToItsProgramOrToItsFrontend() {
    dns.txt("mandala_project.both.test", frontendProof(rival), proof(tenant));
    rival.run("first", "{source: {image: a}, frontend: {image: f, domains: [both.test]}}");
    eventually(
        () -> assertThat(rival.hosts("first-frontend")).contains("both.test", "www.both.test"));

    Tenant.awaitNextSecond();
    tenant.apply("second", "{source: {image: a}, domains: [both.test]}");
    eventually(
        () ->
            assertThat(tenant.condition("second", AgentCondition.ROUTED).getReason())
                .isEqualTo(AgentReason.HOST_TAKEN.word()));
    assertThat(tenant.hosts("second")).doesNotContain("both.test");

    // The owner of the domain gives its www away.
    dns.txt("mandala_project.www.both.test", proof(tenant));
    tenant.run("third", "{source: {image: a}, domains: [www.both.test]}");
    eventually(
        () -> {
          assertThat(tenant.hosts("third")).contains("www.both.test");
          assertThat(rival.hosts("first-frontend"))
              .contains("both.test")
              .doesNotContain("www.both.test");
        });
    assertThat(rival.condition("first", AgentCondition.READY).getStatus())
        .as("nobody has asked for the www by name")
        .isEqualTo(Conditions.TRUE);

    rival.delete("first");
    eventually(() -> assertThat(tenant.hosts("second")).contains("both.test"));
    tenant.delete("second");
    tenant.delete("third");
  }

  @Test
  void aClaimBlocksNobodyAndTheFirstProofWins() {
    rival.run("squatter", "{source: {image: a}, domains: [fought.test]}");
    eventually(() -> assertThat(domain(rival, "squatter").checkedAt()).isNotNull());
    dns.txt("mandala_project.fought.test", proof(tenant));

    tenant.run("rightful", "{source: {image: a}, domains: [fought.test]}");

    eventually(() -> assertThat(tenant.hosts("rightful")).contains("fought.test"));
    assertThat(rival.hosts("squatter")).doesNotContain("fought.test");

    // The owner lets both in: who was first stays.
    dns.txt("mandala_project.fought.test", proof(tenant), proof(rival));
    eventually(
        () -> {
          assertThat(domain(rival, "squatter").state()).isEqualTo(DomainState.VERIFIED);
          assertThat(rival.condition("squatter", AgentCondition.ROUTED).getReason())
              .isEqualTo(AgentReason.HOST_TAKEN.word());
        });
    assertThat(tenant.hosts("rightful")).contains("fought.test");
    assertThat(rival.hosts("squatter")).doesNotContain("fought.test");

    tenant.delete("rightful");
    eventually(() -> assertThat(rival.hosts("squatter")).contains("fought.test"));
  }

  @Test
  void aProofThatGoesIsMissedAndADomainThatIsSoldGoesAtOnce() {
    dns.txt("mandala_project.sold.test", proof(tenant));
    tenant.run("seller", "{source: {image: a}, domains: [sold.test]}");
    eventually(() -> assertThat(tenant.hosts("seller")).contains("sold.test"));

    dns.txt("mandala_project.sold.test", proof(rival));
    rival.run("buyer", "{source: {image: a}, domains: [sold.test]}");

    eventually(
        () -> {
          assertThat(rival.hosts("buyer")).contains("sold.test");
          assertThat(tenant.hosts("seller")).doesNotContain("sold.test");
          assertThat(domain(tenant, "seller").missingSince()).isNotNull();
        });
    assertThat(tenant.condition("seller", AgentCondition.DOMAINS_VERIFIED).getReason())
        .isEqualTo(AgentReason.DOMAIN_PROOF_MISSING.word());
  }

  @Test
  void aNameServerInTroubleIsToldAndTakesNothingAway() {
    dns.txt("mandala_project.steady.test", proof(tenant));
    tenant.run("steady", "{source: {image: a}, domains: [steady.test]}");
    eventually(() -> assertThat(tenant.hosts("steady")).contains("steady.test"));

    dns.say(new byte[] {0, 1, 2});
    tenant.apply("steady", "{source: {image: a}, domains: [steady.test, new.test]}");

    eventually(
        () ->
            assertThat(tenant.condition("steady", AgentCondition.DOMAINS_VERIFIED).getMessage())
                .contains("The name server cannot be asked for mandala_project.new.test"));
    assertThat(tenant.hosts("steady")).contains("steady.test").doesNotContain("new.test");
  }

  @Test
  void aSecondOperatorBelievesWhatTheFirstOneFound() {
    dns.txt("mandala_project.still.test", proof(tenant));
    tenant.run("still", "{source: {image: a}, domains: [still.test]}");
    eventually(() -> assertThat(tenant.hosts("still")).contains("still.test"));
    tenant.serveUntilReady("still");
    var before = tenant.get("still").getMetadata().getResourceVersion();
    var writes = Writes.unlimited();

    try (var second = TestOperator.start(api, folder, settings(), writes)) {
      await()
          .atMost(SOON)
          .until(
              () ->
                  second.metric("mandala_reconcile_seconds_count{kind=\"Agent\",result=\"ok\"")
                      > 1);
      await().during(Duration.ofSeconds(2)).until(() -> true);
    }

    assertThat(writes.seen().stream().filter(write -> write.contains("still"))).isEmpty();
    assertThat(tenant.get("still").getMetadata().getResourceVersion()).isEqualTo(before);
  }

  private static Map<String, String> settings() {
    return Map.of(
        "MANDALA_CONFIG_DOMAINS_REQUIRE_PROOF", "true",
        "MANDALA_CONFIG_DOMAINS_DNS_SERVERS", "['127.0.0.1:%d']".formatted(dns.address().getPort()),
        "MANDALA_CONFIG_DOMAINS_DNS_TIMEOUT", "1s");
  }

  private static String proof(Tenant tenant) {
    var project =
        api.client()
            .resources(Project.class)
            .withName(ProjectNames.projectOf(tenant.namespace()).orElseThrow())
            .get();
    return "mandala-project-verification=%s:agent".formatted(project.getStatus().projectId());
  }

  private static String frontendProof(Tenant tenant) {
    return proof(tenant).replace(":agent", ":frontend");
  }

  private static DomainStatus domain(Tenant tenant, String agent) {
    var domains =
        tenant.get(agent).getStatus() == null
            ? List.<DomainStatus>of()
            : tenant.get(agent).getStatus().domains();
    assertThat(domains).isNotEmpty();
    return domains.getFirst();
  }

  private static void eventually(ThrowingRunnable assertion) {
    await().atMost(SOON).untilAsserted(assertion);
  }
}
