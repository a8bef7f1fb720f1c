package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PatienceTest {

  /** What the node gives is 300 seconds. */
  @ParameterizedTest(name = "{0}: start {1}, rollout {2}, silence {3}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                    |  300 |  300 |  20
          {healthCheck: {}}                     |  300 |  300 |  20
          {healthCheck: {startupSeconds: 10}}   |   10 |  300 |  20
          {healthCheck: {startupSeconds: 120}}  |  120 |  300 | 120
          {healthCheck: {startupSeconds: 270}}  |  270 |  330 | 270
          {healthCheck: {startupSeconds: 3600}} | 3600 | 3660 | 3600
          """)
  void aSlowStartIsWaitedFor(String spec, int start, int rollout, int silence) {
    var content = AnAgent.asking(spec).target("a").content();
    var node = Duration.ofMinutes(5);

    assertThat(Patience.withStart(content, node)).hasSeconds(start);
    assertThat(Patience.withRollout(content, node)).hasSeconds(rollout);
    assertThat(Patience.withSilence(content)).hasSeconds(silence);
  }
}
