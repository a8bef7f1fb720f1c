package network.mandala.operator.agent;

import static network.mandala.crds.agent.DomainTarget.AGENT;
import static network.mandala.crds.agent.DomainTarget.FRONTEND;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DomainClaimTest {

  @Test
  void wwwGoesWithEachDomainOfTheFrontendAndWithNoneOfTheAgent() {
    assertThat(claims("domains: [a.test], frontend: {image: f, domains: [b.test, www.c.test]}"))
        .containsExactly(
            new DomainClaim("a.test", AGENT, ""),
            new DomainClaim("b.test", FRONTEND, ""),
            new DomainClaim("www.c.test", FRONTEND, ""),
            new DomainClaim("www.b.test", FRONTEND, "b.test"));
  }

  @Test
  void aWwwThatIsNamedGoesWithNothing() {
    assertThat(claims("domains: [www.a.test], frontend: {image: f, domains: [a.test]}"))
        .containsExactly(
            new DomainClaim("www.a.test", AGENT, ""), new DomainClaim("a.test", FRONTEND, ""));
    assertThat(claims("frontend: {image: f, domains: [a.test, www.a.test]}"))
        .containsExactly(
            new DomainClaim("a.test", FRONTEND, ""), new DomainClaim("www.a.test", FRONTEND, ""));
  }

  @Test
  void aNameThatIsTooLongWithWwwHasNone() {
    var longest = ("a".repeat(49) + ".").repeat(5).substring(0, 246) + ".org";

    assertThat(claims("frontend: {image: f, domains: [%s]}".formatted(longest)))
        .containsExactly(new DomainClaim(longest, FRONTEND, ""));
  }

  private static Iterable<DomainClaim> claims(String fields) {
    return DomainClaim.of(
        AnAgent.asking("{source: {image: a}, %s}".formatted(fields)).seen().spec());
  }
}
