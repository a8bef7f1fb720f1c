package network.mandala.ledger.database;

/**
 * Where the ledger's MySQL is.
 *
 * @param jdbcUrl {@code jdbc:mysql://host:3306/mandala}; parameters that the ledger needs are added
 * @param user whose rights are in docs/reference/ledger.md
 * @param password never logged
 * @param maxConnections most connections of this process, at least 1
 */
public record DatabaseSettings(String jdbcUrl, String user, String password, int maxConnections) {
  public DatabaseSettings {
    if (!jdbcUrl.startsWith("jdbc:mysql:")) {
      throw new IllegalArgumentException(
          "the ledger's url begins with jdbc:mysql:, as in jdbc:mysql://host:3306/mandala");
    }
    if (maxConnections < 1) {
      throw new IllegalArgumentException(
          "the ledger needs at least 1 connection, was " + maxConnections);
    }
  }

  @Override
  public String toString() {
    return "DatabaseSettings[user=" + user + ", maxConnections=" + maxConnections + "]";
  }
}
