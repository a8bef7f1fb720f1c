package network.mandala.cli.console;

import java.time.Clock;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --output} of every command, and the console that it makes. */
public final class OutputOption {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to answer: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private OutputFormat format;

  public Console console() {
    var line = command.commandLine();
    return new Console(line.getOut(), line.getErr(), format, Clock.systemUTC());
  }
}
