package network.mandala.bridge.project;

import java.util.Set;
import java.util.function.Predicate;
import network.mandala.identity.PublicKey;

/** Projects that are being made, or were made a moment ago, by all replicas. */
public interface NewProjects {
  /**
   * Notes one that is about to be made. Of several calls for one owner, at any replicas, each sees
   * what those before it have noted.
   *
   * @param allowed told the others of this owner; without side effects, it may be asked again
   * @return false if it is not allowed; then nothing is noted
   * @throws network.mandala.ledger.database.LedgerUnavailable if that is not known now
   */
  boolean add(PublicKey owner, String project, Predicate<Set<String>> allowed);

  /** That it was not made, or is gone. */
  void forget(String project);
}
