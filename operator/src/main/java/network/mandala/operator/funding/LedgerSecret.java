package network.mandala.operator.funding;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.operator.config.MoneyConfig;

/** The Secret that says where the ledger's database is, as a folder of files. */
public final class LedgerSecret {

  private LedgerSecret() {}

  /**
   * Reads it; the password is in the result and nowhere else.
   *
   * @throws IOException when a file cannot be read
   */
  public static DatabaseSettings read(MoneyConfig.Ledger config) throws IOException {
    return new DatabaseSettings(
        read(config.folder(), "url"),
        read(config.folder(), "user"),
        read(config.folder(), "password"),
        config.connections());
  }

  private static String read(Path folder, String file) throws IOException {
    return Files.readString(folder.resolve(file)).strip();
  }
}
