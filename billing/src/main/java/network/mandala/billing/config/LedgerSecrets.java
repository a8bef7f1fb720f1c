package network.mandala.billing.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What the process needs to work with the ledger, from files that the pod mounts.
 *
 * @param url of the database, JDBC
 * @param nodeKey hexadecimal
 */
public record LedgerSecrets(String url, String user, String password, String nodeKey) {

  /**
   * Reads them.
   *
   * @throws IOException that names the file which is missing or empty
   */
  public static LedgerSecrets read(BillingConfig.LedgerFiles files) throws IOException {
    return new LedgerSecrets(
        line(files.folder().resolve("url")),
        line(files.folder().resolve("user")),
        line(files.folder().resolve("password")),
        line(files.keyFile()));
  }

  private static String line(Path file) throws IOException {
    try {
      var text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw new IOException(file + " is empty");
      }
      return text;
    } catch (NoSuchFileException e) {
      throw new IOException(file + " is missing: mount the Secret of the ledger there", e);
    }
  }

  @Override
  public String toString() {
    return "LedgerSecrets[user=" + user + "]";
  }
}
