package network.mandala.ledger.change;

import java.time.Instant;
import java.util.List;

/** The log of changes; nothing in it is changed later but how they ended. */
public interface Changes {
  /**
   * Writes down that somebody asks, before anything is done about it.
   *
   * @param project null: about none, or about one that is made only now
   * @return the number of the change
   * @throws network.mandala.ledger.database.LedgerUnavailable if it cannot be written down now
   */
  long begun(Instant at, String identity, String action, String project, String address);

  /**
   * Writes down how it was answered.
   *
   * @param project null leaves it as it was
   */
  void ended(long change, int status, String project);

  /** The newest first. */
  List<Change> find(ChangeQuery query);

  /** Forgets what is older. */
  void forgetAll(Instant before);
}
