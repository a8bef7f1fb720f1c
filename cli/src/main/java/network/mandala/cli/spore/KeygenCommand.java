package network.mandala.cli.spore;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a publisher's key. */
@Command(
    name = "keygen",
    description = "Makes a key to sign spores with, and prints its public half.",
    mixinStandardHelpOptions = true)
final class KeygenCommand implements Runnable {
  @Mixin private OutputOption output;

  @Option(
      names = {"--out", "-out"},
      paramLabel = "DIR",
      defaultValue = "./out",
      description =
          "The folder that gets the file private.key (default ${DEFAULT-VALUE}). A file that is"
              + " there is not overwritten.")
  private Path folder;

  @Override
  public void run() {
    var file = folder.resolve(SigningKeyFile.NAME);
    var key = new SigningKeyFile(file).make(new SecureRandom());
    var publicKey = key.publicKey().base64();
    output
        .console()
        .answer(
            () ->
                "Private key: %s (keep it: whoever has it signs in your name)%nPublic key: %s"
                    .formatted(file, publicKey),
            Map.of("privateKeyFile", file.toString(), "publicKey", publicKey));
  }
}
