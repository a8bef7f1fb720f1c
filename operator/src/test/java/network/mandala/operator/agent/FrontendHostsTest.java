package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrontendHostsTest {

  private static final AnAgent AGENT =
      AnAgent.asking("{source: {image: a}, frontend: {image: 'f:1'}}");

  @Test
  void theFirstFrontendOfAProjectHasTheShortNameToo() {
    var seen = AGENT.with(FrontendSeen.none()).seen();

    assertThat(FrontendHosts.routed(seen))
        .containsExactly("frontend.demo.example.org", "hello-frontend.demo.example.org");
    assertThat(FrontendHosts.url(seen)).isEqualTo("https://frontend.demo.example.org/");
  }

  @Test
  void anotherOneHasItsOwnName() {
    var seen = AGENT.with(new FrontendSeen(null, null, "other", null)).seen();

    assertThat(FrontendHosts.routed(seen)).containsExactly("hello-frontend.demo.example.org");
    assertThat(FrontendHosts.url(seen)).isEqualTo("https://hello-frontend.demo.example.org/");
  }

  @Test
  void originsAreAsBrowsersWriteThemWhoeverHasTheShortName() {
    var owner = AGENT.with(FrontendSeen.none()).seen();
    var other = AGENT.with(new FrontendSeen(null, null, "other", null)).seen();

    assertThat(FrontendHosts.origins(owner))
        .isEqualTo("https://frontend.demo.example.org,https://hello-frontend.demo.example.org")
        .isEqualTo(FrontendHosts.origins(other));
  }
}
