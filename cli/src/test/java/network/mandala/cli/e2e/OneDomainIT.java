package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two Agents want one domain: the first has it, the second is told, and gets it when the first
 * goes.
 */
class OneDomainIT {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String DOMAIN = "shop.one-domain.test";

  @RegisterExtension
  @Order(0)
  static final Internet INTERNET = new Internet();

  @RegisterExtension
  @Order(1)
  static final TestProject PROJECT = new TestProject("domain");

  @Test
  void theFirstHasItUntilItGoes() {
    INTERNET.txt("mandala_project." + DOMAIN, PROJECT.domainProof());
    PROJECT.apply("first", spec());
    PROJECT.awaitReason("first", "DomainsVerified", "DomainsVerified", SOON);
    // Times of creation are in whole seconds: of two in one second neither is the first.
    var created = Instant.parse(PROJECT.agent("first").get().getMetadata().getCreationTimestamp());
    TestCluster.await(SOON).until(() -> Instant.now().isAfter(created.plusSeconds(2)));

    PROJECT.apply("second", spec());

    var taken = PROJECT.awaitReason("second", "Routed", "HostTaken", SOON);
    assertThat(taken.getMessage()).contains(DOMAIN);
    PROJECT.agent("first").delete();
    PROJECT.awaitReason("second", "Routed", "Routed", SOON);
  }

  private static String spec() {
    return """
        source: {image: 10.43.0.20:5000/mandala/node:1}
        command: [node, -e, "require('http').createServer((q, a) => a.end('here')).listen(8080)"]
        domains: [%s]
        """
        .formatted(DOMAIN);
  }
}
