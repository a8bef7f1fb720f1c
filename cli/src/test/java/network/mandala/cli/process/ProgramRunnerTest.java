package network.mandala.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramRunnerTest {
  @TempDir private Path folder;
  private final StringWriter err = new StringWriter();
  private ProgramRunner runner;

  @BeforeEach
  void makeRunner() {
    var console =
        new Console(
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            OutputFormat.TEXT,
            InstantSource.system());
    runner = new ProgramRunner(console, folder.resolve("logs"));
  }

  @Test
  void showsTheEndOfTheLogOfAProgramThatFails() {
    assertThatThrownBy(() -> runner.run(shell("doing it", "echo early; echo why >&2; exit 3")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("doing it failed with exit code 3")
        .hasMessageContaining("why")
        .hasMessageContaining("logs/doing-it.log");
  }

  @Test
  void returnsTheOutputAndShowsTheRestAsProgress() {
    var lines = runner.lines(shell("asking", "echo answer; echo '[12:30:00] working' >&2"));

    assertThat(lines).containsExactly("answer");
    assertThat(err.toString()).contains("] working").doesNotContain("12:30:00");
  }

  @Test
  void passesVariablesOn() {
    assertThat(runner.lines(shell("asking", "echo $COLOUR").with("COLOUR", "green")))
        .containsExactly("green");
  }

  @Test
  void saysThatAProgramIsMissing() {
    assertThatThrownBy(
            () -> runner.run(Program.of("asking", folder, Duration.ofSeconds(1), "/no/program")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("asking could not start");
  }

  private Program shell(String title, String script) {
    return Program.of(title, folder, Duration.ofSeconds(20), "bash", "-c", script);
  }
}
