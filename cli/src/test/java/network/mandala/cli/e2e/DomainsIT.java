package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A domain of a tenant, from a name that anybody could claim to an answer. */
@TestMethodOrder(OrderAnnotation.class)
class DomainsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DOMAIN = "shop.domains.test";
  private static final String SECOND = "second.domains.test";
  private static final String PAGES = "pages.domains.test";

  @RegisterExtension
  @Order(0)
  static final Internet INTERNET = new Internet();

  @RegisterExtension
  @Order(1)
  static final TestProject PROJECT = new TestProject("domains");

  @Test
  @Order(1)
  void aDomainThatIsNotProvedLeadsNowhereAndTheRecordToMakeIsTold() {
    INTERNET.txt("mandala_project." + DOMAIN, "mandala-project-verification=of-another:agent");
    PROJECT.apply("shop", spec(DOMAIN));
    PROJECT.awaitReason("shop", "Ready", "Running", SOON);

    var told = PROJECT.awaitReason("shop", "DomainsVerified", "DomainUnverified", SOON);

    assertThat(told.getMessage()).contains("mandala_project." + DOMAIN, PROJECT.domainProof());
    assertThat(Internet.visit("http://" + DOMAIN + ":8080/").exitCode()).isNotZero();
  }

  @Test
  @Order(2)
  void aProvedDomainAnswersWithoutANewRelease() {
    INTERNET.txt("mandala_project." + DOMAIN, PROJECT.domainProof());

    PROJECT.awaitReason("shop", "DomainsVerified", "DomainsVerified", SOON);

    TestCluster.await(SOON)
        .until(
            () -> Internet.visit("http://" + DOMAIN + ":8080/"),
            answer -> answer.out().contains("here"));
    assertThat(PROJECT.agent("shop").get().getStatus().releases()).hasSize(1);
  }

  @Test
  @Order(3)
  void aProvedDomainAnswersOverHttpsWithACertificateOfTheAuthority(@TempDir Path folder)
      throws IOException {
    PROJECT.awaitReason("shop", "Certified", "Certified", SOON);
    var root = Files.writeString(folder.resolve("root.pem"), INTERNET.rootCertificate());

    var answer =
        TestCluster.await(SOON)
            .until(
                () -> Internet.visit(secure(DOMAIN), "--cacert", root.toString()),
                visit -> visit.exitCode() == 0);

    assertThat(answer.out()).isEqualTo("here");
    var domain = PROJECT.agent("shop").get().getStatus().domains().getFirst();
    assertThat(Instant.parse(domain.certificate().renewsAt()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(59)), Instant.now().plus(Duration.ofDays(61)));
    assertThat(
            TestCluster.client()
                .secrets()
                .inNamespace(TestCluster.SYSTEM)
                .withLabel("mandala.network/component", "acme-order")
                .list()
                .getItems())
        .as("what is left of the order")
        .noneMatch(
            order ->
                DOMAIN.equals(
                    order.getMetadata().getAnnotations().get("mandala.network/acme-host")));
  }

  @Test
  @Order(4)
  void anAuthorityThatIsAwayOnlyDelaysTheCertificate(@TempDir Path folder) throws IOException {
    INTERNET.txt("cars_project." + SECOND, PROJECT.domainProof());
    INTERNET.txt("mandala_project." + SECOND, "x".repeat(20_000));
    INTERNET.authorityAnswers(false);
    try {
      PROJECT.apply("shop", spec(DOMAIN + ", " + SECOND));

      var told = PROJECT.awaitReason("shop", "Certified", "AuthorityUnavailable", SOON);

      assertThat(told.getMessage()).contains(SECOND, "pebble.mandala-acme.svc does not answer");
      TestCluster.await(SOON)
          .until(
              () -> Internet.visit("http://" + SECOND + ":8080/"),
              answer -> answer.out().contains("here"));
      assertThat(PROJECT.condition("shop", "Ready").getStatus()).isEqualTo("True");
    } finally {
      INTERNET.authorityAnswers(true);
    }
    PROJECT.awaitReason("shop", "Certified", "Certified", Duration.ofMinutes(3));
    var root = Files.writeString(folder.resolve("root.pem"), INTERNET.rootCertificate());
    TestCluster.await(SOON)
        .until(() -> Internet.visit(secure(SECOND), "--cacert", root.toString()).exitCode() == 0);
  }

  @Test
  @Order(5)
  void aDomainOfAFrontendLeadsToThePagesAndItsWwwDoesToo(@TempDir Path folder) throws IOException {
    Sources.answering(folder, "from the program");
    Sources.write(folder.resolve("web/index.html"), "<h1>pages</h1>");
    var source = Registry.push(PROJECT, "pages", folder);
    PROJECT.apply("pages", pages(source, PAGES));
    var told =
        PROJECT.awaitReason("pages", "DomainsVerified", "DomainUnverified", Duration.ofMinutes(3));
    var proof = PROJECT.domainProof().replace(":agent", ":frontend");
    assertThat(told.getMessage()).contains("spec.frontend.domains: " + PAGES, proof);
    INTERNET.txt("mandala_project." + PAGES, proof);

    PROJECT.awaitReason("pages", "DomainsVerified", "DomainsVerified", SOON);
    PROJECT.awaitReason("pages", "FrontendReady", "Running", Duration.ofMinutes(3));

    var root = Files.writeString(folder.resolve("root.pem"), INTERNET.rootCertificate());
    for (var host : List.of(PAGES, "www." + PAGES)) {
      TestCluster.await(SOON)
          .until(
              () -> Internet.visit("http://" + host + ":8080/"),
              answer -> answer.out().contains("<h1>pages</h1>"));
      TestCluster.await(Duration.ofMinutes(3))
          .until(() -> Internet.visit(secure(host), "--cacert", root.toString()).exitCode() == 0);
    }

    PROJECT.apply("pages", pages(source, ""));
    TestCluster.await(SOON)
        .until(() -> Internet.visit("http://www." + PAGES + ":8080/").exitCode() != 0);
    assertThat(PROJECT.agent("pages").get().getStatus().releases()).hasSize(1);
  }

  @Test
  @Order(9)
  void aDomainThatIsRemovedLeadsNowhere() {
    PROJECT.apply("shop", spec(""));

    TestCluster.await(SOON)
        .until(() -> Internet.visit("http://" + DOMAIN + ":8080/").exitCode() != 0);
  }

  private static String pages(String source, String domain) {
    return "source: {artifact: '%s'}\nruntime: node\nfrontend: {directory: web, domains: [%s]}"
        .formatted(source, domain);
  }

  private static String secure(String host) {
    return "https://" + host + ":8443/";
  }

  private static String spec(String domain) {
    return """
        source: {image: 10.43.0.20:5000/mandala/node:1}
        command: [node, -e, "require('http').createServer((q, a) => a.end('here')).listen(8080)"]
        domains: [%s]
        """
        .formatted(domain);
  }
}
