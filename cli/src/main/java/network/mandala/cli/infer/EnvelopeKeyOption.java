package network.mandala.cli.infer;

import java.nio.file.Path;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.KeyProfile;
import picocli.CommandLine.Option;

/** The option {@code --key}: who signs. */
final class EnvelopeKeyOption {
  @Option(
      names = "--key",
      required = true,
      paramLabel = "FILE",
      description = "The file with the key to sign with: nsec, PEM or 64 hexadecimal digits.")
  private Path file;

  @Option(
      names = "--key-id",
      paramLabel = "ID",
      description = "What the receiver calls the key (default: its npub, or its digits).")
  private String keyId;

  @Option(
      names = "--digits",
      paramLabel = "PROFILE",
      defaultValue = "SCHNORR",
      description =
          "What a key of 64 digits is: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private KeyProfile digits;

  EnvelopePrivateKey key() {
    return new EnvelopeKeyFile(file).read(digits);
  }

  String keyId(EnvelopePrivateKey key) {
    return keyId == null ? key.publicKey().text() : keyId;
  }
}
