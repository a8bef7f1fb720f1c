package network.mandala.bridge.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.DatabaseSettings;

/**
 * What the process needs to be somebody and to reach the ledger, from files that the pod mounts.
 *
 * @param node who the node is
 * @param sessions what seals sessions
 */
public record BridgeSecrets(WalletKey node, SessionKeys sessions, DatabaseSettings ledger) {

  /**
   * Reads them.
   *
   * @throws IOException that names the file which is missing or empty
   */
  public static BridgeSecrets read(BridgeConfig.Secrets files) throws IOException {
    return new BridgeSecrets(
        WalletKey.parse(text(files.nodeKey())),
        SessionKeys.parse(text(files.sessionKeys())),
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
