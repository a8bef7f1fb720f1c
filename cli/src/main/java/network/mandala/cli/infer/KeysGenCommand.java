package network.mandala.cli.infer;

import java.nio.file.Path;
import java.security.SecureRandom;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.fedai.Ed25519PrivateKey;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.KeyProfile;
import network.mandala.identity.fedai.SchnorrPrivateKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a key. */
@Command(
    name = "gen",
    description =
        "Makes a key that signs calls of inference, in a file for its owner only, and prints its"
            + " public half.",
    mixinStandardHelpOptions = true)
final class KeysGenCommand implements Runnable {
  @Mixin private OutputOption output;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "The file that gets the private key. One that is there is not overwritten.")
  private Path file;

  @Option(
      names = "--profile",
      paramLabel = "PROFILE",
      defaultValue = "SCHNORR",
      description =
          "${COMPLETION-CANDIDATES}: npub and nsec as Nostr has them, or PEM for nodes of the first"
              + " generation (default ${DEFAULT-VALUE}).")
  private KeyProfile profile;

  @Override
  public void run() {
    var random = new SecureRandom();
    EnvelopePrivateKey key =
        switch (profile) {
          case SCHNORR -> SchnorrPrivateKey.generate(random);
          case ED25519 -> Ed25519PrivateKey.generate(random);
        };
    new EnvelopeKeyFile(file).write(key);
    var ways = KeyView.of(key.publicKey());
    var console = output.console();
    console.progress("made " + file + ": keep it, whoever has it signs in your name");
    console.answer(() -> KeyView.text(ways), ways);
  }
}
