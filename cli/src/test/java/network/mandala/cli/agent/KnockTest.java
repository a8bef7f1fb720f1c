package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import network.mandala.cli.agent.Knock.Answer;
import network.mandala.cli.agent.Knock.NothingThere;
import network.mandala.cli.agent.Knock.Silence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnockTest {
  private static final String URL = "http://hello.demo.example.org:8080/";
  private static final Answer OF_THE_CONTROLLER = new Answer(404, "404 page not found");

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 301, 401, 403, 405, 500})
  void anyOtherAnswerIsTheProgramsAndNothingIsSaid(int status) {
    assertThat(new Answer(status, "").isOver()).isTrue();
    assertThat(new Answer(status, "").advice(URL)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 502, 503, 504})
  void whatTheIngressControllerMaySayIsAskedAgainAndExplainedAtLast(int status) {
    assertThat(new Answer(status, "").isOver()).isFalse();
    assertThat(new Answer(status, "").advice(URL).orElseThrow())
        .contains(URL, String.valueOf(status), "mandala agent logs");
  }

  @Test
  void aProgramThatHasNothingAtItsRootIsToldFromARouteThatIsNotKnownYet() {
    assertThat(OF_THE_CONTROLLER.besides(OF_THE_CONTROLLER)).isEqualTo(OF_THE_CONTROLLER);
    assertThat(OF_THE_CONTROLLER.besides(new Silence("UnknownHostException")))
        .as("a host that cannot be asked tells nothing")
        .isEqualTo(OF_THE_CONTROLLER);

    var knock = new Answer(404, "no such page").besides(OF_THE_CONTROLLER);

    assertThat(knock).isEqualTo(new NothingThere());
    assertThat(knock.isOver()).isTrue();
    assertThat(knock.advice(URL).orElseThrow()).contains("nothing at /", "a path that it serves");
  }

  @Test
  void nobodysHostIsBesideTheAgents() {
    assertThat(Knock.stranger(URI.create(URL)))
        .isEqualTo(URI.create("http://nobody-is-here.demo.example.org:8080/"));
    assertThat(Knock.stranger(URI.create("https://localhost/")))
        .isEqualTo(URI.create("https://nobody-is-here/"));
  }
}
