package network.mandala.cli.install;

import java.util.List;
import java.util.concurrent.Callable;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.console.Table;
import network.mandala.cli.process.Checkout;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** Shows whether everything runs, and what to do where something does not. */
@Command(
    name = "status",
    description =
        "Shows whether everything runs, and what to do if not. Exit code 1 when something does not.",
    mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    List<Part> parts = look(Checkout.find());
    output.console().answer(() -> table(parts), parts);
    return parts.stream().allMatch(Part::healthy) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static List<Part> look(Checkout checkout) {
    var running = Installation.running(checkout);
    if (running.isEmpty()) {
      return List.of(Part.unwell("cluster", "none runs here", "mandala up"));
    }
    try (var client = Installation.client(running.get())) {
      return new Inspection(running.get(), client).look();
    }
  }

  static String table(List<Part> parts) {
    var table = new Table("PART", "HEALTHY", "STATE", "WHAT TO DO");
    for (Part part : parts) {
      table.row(part.name(), part.healthy() ? "yes" : "no", part.state(), part.advice());
    }
    return table.toString();
  }
}
