package network.mandala.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.ledger.database.DatabaseSettings;

/**
 * What the process needs to be somebody and to reach the ledger, from files that the pod mounts.
 *
 * @param key who the node is
 */
public record GatewaySecrets(EnvelopePrivateKey key, DatabaseSettings ledger) {

  /**
   * Reads them.
   *
   * @throws IOException that names the file which is missing or empty
   */
  public static GatewaySecrets read(GatewayConfig config) throws IOException {
    var files = config.secrets();
    return new GatewaySecrets(
        EnvelopePrivateKey.parse(text(files.key()), config.ofDigits()),
        new DatabaseSettings(
            text(files.ledger().resolve("url")),
            text(files.ledger().resolve("user")),
            text(files.ledger().resolve("password")),
            files.connections()));
  }

  private static String text(Path file) throws IOException {
    try {
      var text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IOException(file + " is empty");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: mount its Secret there", e);
    }
  }
}
