package network.mandala.operator.agent;

import static network.mandala.operator.agent.AnAgent.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.util.List;
import network.mandala.operator.certificate.ProvidedNames;
import org.junit.jupiter.api.Test;

/** What an agent says of the provider's certificate for whole projects. */
class NodeCertificateTest {

  @Test
  void aHostThatIsCoveredIsCertified() {
    var condition = certified("*.demo.example.org");

    assertThat(condition.getStatus()).isEqualTo("True");
    assertThat(condition.getMessage())
        .isEqualTo(
            "The certificate of this node covers hello.demo.example.org, frontend.demo.example.org, hello-frontend.demo.example.org.");
  }

  @Test
  void aHostThatIsNotCoveredIsTold() {
    var condition = certified("*.shop.example.org", "hello.demo.example.org");

    assertThat(condition.getStatus()).isEqualTo("False");
    assertThat(condition.getReason()).isEqualTo("HostNotCovered");
    assertThat(condition.getMessage())
        .isEqualTo(
            "The certificate of this node covers *.shop.example.org, hello.demo.example.org, which does not cover"
                + " frontend.demo.example.org, hello-frontend.demo.example.org: browsers refuse that."
                + " The provider has to add *.demo.example.org.");
  }

  @Test
  void aCertificateThatHasExpiredOrCannotBeReadIsTold() {
    var expired = new ProvidedNames(List.of("*.demo.example.org"), NOW, "");
    assertThat(certified(expired).getMessage()).contains("has expired at 2026-03-01T12:00:00Z");

    var missing = ProvidedNames.of(null);
    assertThat(certified(missing).getMessage()).contains("cannot be used: there is no Secret");
  }

  @Test
  void withoutOneNothingIsSaid() {
    assertThat(DomainConditions.certified(AnAgent.asking("source: {image: a}").seen(), NOW))
        .isNull();
  }

  private static Condition certified(String... names) {
    return certified(new ProvidedNames(List.of(names), NOW.plus(Duration.ofDays(1)), ""));
  }

  private static Condition certified(ProvidedNames provided) {
    var agent = AnAgent.asking("{source: {image: a}, frontend: {image: f}}").below(provided);
    return DomainConditions.certified(agent.seen(), NOW);
  }
}
