package network.mandala.ledger.debit;

import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.Window;

/**
 * A window that nobody knows the usage of, so far.
 *
 * @param projectId whose, or {@link #EVERY_PROJECT}
 * @param meter of what
 * @param window when
 */
public record MissingWindow(String projectId, Meter meter, Window window) {
  /** When the meter told nothing at all. */
  public static final String EVERY_PROJECT = "*";

  public static MissingWindow ofEveryProject(Meter meter, Window window) {
    return new MissingWindow(EVERY_PROJECT, meter, window);
  }
}
