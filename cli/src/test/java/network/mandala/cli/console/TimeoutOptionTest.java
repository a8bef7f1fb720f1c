package network.mandala.cli.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class TimeoutOptionTest {
  @Command
  static final class Waits {
    @Mixin private TimeoutOption timeout = new TimeoutOption("90s");
  }

  @Test
  void isWhatTheCommandSaysUnlessThePersonSaysOtherwise() {
    var unsaid = new Waits();
    var said = new Waits();

    new CommandLine(unsaid).parseArgs();
    new CommandLine(said).parseArgs("--timeout", "2m");

    assertThat(unsaid.timeout.duration()).isEqualTo(Duration.ofSeconds(90));
    assertThat(said.timeout.duration()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void isShownInTheHelpAsItWasWritten() {
    assertThat(new CommandLine(new Waits()).getUsageMessage()).contains("(default 90s)");
  }

  @Test
  void refusesWhatIsNoDuration() {
    assertThatThrownBy(() -> new CommandLine(new Waits()).parseArgs("--timeout", "soon"))
        .hasMessageContaining("'soon' is no duration");
  }
}
