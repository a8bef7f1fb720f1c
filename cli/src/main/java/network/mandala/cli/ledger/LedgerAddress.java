package network.mandala.cli.ledger;

import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;

/**
 * Where the ledger's database is, as the chart wrote it down. Pure.
 *
 * @param url for JDBC
 */
record LedgerAddress(String url) {
  private static final Pattern FORM = Pattern.compile("(jdbc:mysql://)([^/?#]+)(/.*)");

  /** The Service of the database that the chart runs; its pods are reached by a port-forward. */
  private static final Pattern OWN =
      Pattern.compile("mandala-ledger\\.[a-z0-9-]+\\.svc(?::([0-9]{1,5}))?");

  private static final int MYSQL = 3306;

  LedgerAddress {
    if (!FORM.matcher(url).matches()) {
      throw new Failure(
          "Secret mandala-ledger has no JDBC URL of a MySQL server under 'url': was it changed by hand?");
    }
  }

  /**
   * The port of the chart's own server; empty: the server is elsewhere, and is reached directly.
   */
  Optional<Integer> ownPort() {
    var form = FORM.matcher(url);
    if (!form.matches()) {
      return Optional.empty();
    }
    var own = OWN.matcher(form.group(2));
    if (!own.matches()) {
      return Optional.empty();
    }
    return Optional.of(own.group(1) == null ? MYSQL : Integer.parseInt(own.group(1)));
  }

  /** The same database at a port of this machine. */
  LedgerAddress atLocalPort(int port) {
    return new LedgerAddress(FORM.matcher(url).replaceFirst("$1127.0.0.1:" + port + "$3"));
  }
}
