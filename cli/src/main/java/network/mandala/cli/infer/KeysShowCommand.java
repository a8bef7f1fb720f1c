package network.mandala.cli.infer;

import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows the public half of a key. */
@Command(
    name = "show",
    description = "Shows the public half of a key, in all the ways in which others ask for it.",
    mixinStandardHelpOptions = true)
final class KeysShowCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private EnvelopeKeyOption signer;

  @Override
  public void run() {
    var ways = KeyView.of(signer.key().publicKey());
    output.console().answer(() -> KeyView.text(ways), ways);
  }
}
