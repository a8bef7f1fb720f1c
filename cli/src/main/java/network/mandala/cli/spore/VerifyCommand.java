package network.mandala.cli.spore;

import java.util.Map;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.spore.SporePublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says whether a bundle is whole, and whose it is. */
@Command(
    name = "verify",
    description =
        "Checks the container, the hash and the signature of a spore, and with --public-key who"
            + " signed it. Exit code 1 if anything is wrong, with the part that is at fault.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private SporeSource source;

  @Option(
      names = "--public-key",
      paramLabel = "BASE64",
      description = "The key that it must be signed with.")
  private String trusted;

  @Override
  public void run() {
    var expected = trusted == null ? null : parse(trusted);
    var bundle = source.bundle();
    var signer = bundle.spore().signer();
    if (expected != null && !expected.equals(signer)) {
      throw new Failure(
          "key: %s is signed with %s, and not with the key that you trust"
              .formatted(bundle.path(), signer));
    }
    var by =
        expected == null
            ? signer + " (which is worth what you know of this key: --public-key compares it)"
            : signer + ", as it must be";
    output
        .console()
        .answer(
            () -> "Digest: %s%nGood, signed by %s".formatted(bundle.digest(), by),
            Map.of("digest", bundle.digest(), "publicKey", signer.base64()));
  }

  private static SporePublicKey parse(String key) {
    try {
      return SporePublicKey.parse(key);
    } catch (InvalidKey e) {
      throw new Failure("--public-key is none: " + e.getMessage(), e);
    }
  }
}
