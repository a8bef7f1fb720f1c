package network.mandala.billing.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PromQlTest {

  @Test
  void asksForRawSamplesOfTheScrapesThatAreBelieved() {
    var selector =
        PromQl.selector(
            "cpu_total",
            "job=\"cadvisor\"",
            "",
            PromQl.startsWith("namespace", "mandala-project-"));

    assertThat(PromQl.range(selector, Duration.ofSeconds(90)))
        .isEqualTo("cpu_total{job=\"cadvisor\",namespace=~\"mandala-project-.+\"}[90000ms]");
    assertThat(PromQl.newest("up{job=\"x\"}")).isEqualTo("max(timestamp(up{job=\"x\"}))");
    assertThat(PromQl.last("m{}", Duration.ofMinutes(1))).isEqualTo("last_over_time(m{}[60000ms])");
  }

  /** Names of pods come from a stranger's answer. */
  @Test
  void takesNamesAsTheyAre() {
    assertThat(PromQl.isOneOf("pod", List.of("b.1", "a\"}) or vector(1)#\\")))
        .isEqualTo(
            "pod=~\"a\\\\x{22}\\\\x{7d}\\\\x{29}\\\\x{20}or\\\\x{20}vector\\\\x{28}1\\\\x{29}"
                + "\\\\x{23}\\\\x{5c}|b\\\\x{2e}1\"");
  }
}
