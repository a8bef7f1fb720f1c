package network.mandala.cli.spore;

import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what is in a bundle, after it was checked. */
@Command(
    name = "inspect",
    description = "Checks a spore and shows what is in it. Values of variables only with -o json.",
    mixinStandardHelpOptions = true)
final class InspectCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private SporeSource source;

  @Override
  public void run() {
    var view = SporeView.of(source.bundle());
    output.console().answer(view::whole, view);
  }
}
