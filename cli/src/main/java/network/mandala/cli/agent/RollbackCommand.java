package network.mandala.cli.agent;

import network.mandala.cli.connection.PlaceOption;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.TimeoutOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs an earlier release of an Agent again and follows it to its URL. */
@Command(
    name = "rollback",
    description =
        "Runs an earlier release of an agent again, with its own image and configuration, until something newer is pushed.",
    mixinStandardHelpOptions = true)
final class RollbackCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private PlaceOption place;
  @Mixin private AgentReference reference;
  @Mixin private TimeoutOption timeout = new TimeoutOption("10m");

  @Option(
      names = "--to",
      paramLabel = "RELEASE",
      description =
          "An id of 'mandala agent releases', or newest: what was pushed last (default: the one that served before).")
  private String to;

  @Override
  public void run() {
    var console = output.console();
    try (var at = place.open()) {
      var rolled =
          AgentBackend.at(at, console)
              .rollback(reference.project(), reference.name(), to, timeout.duration());
      if (!rolled.target().equals(RollbackTarget.NEWEST)) {
        console.progress(
            "it stays at %s until the next push; forward again without one: mandala agent rollback %s --project %s --to newest"
                .formatted(rolled.target(), reference.name(), reference.project()));
      }
      console.answer(() -> AgentText.urls(rolled.agent()), rolled.agent());
    }
  }
}
