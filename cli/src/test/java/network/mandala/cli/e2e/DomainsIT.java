package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A domain of a tenant, from a name that anybody could claim to an answer. */
@TestMethodOrder(OrderAnnotation.class)
class DomainsIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DOMAIN = "shop.domains.test";

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
  @Order(9)
  void aDomainThatIsRemovedLeadsNowhere() {
    PROJECT.apply("shop", spec(""));

    TestCluster.await(SOON)
        .until(() -> Internet.visit("http://" + DOMAIN + ":8080/").exitCode() != 0);
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
