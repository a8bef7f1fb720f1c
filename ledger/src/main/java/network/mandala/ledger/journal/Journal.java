package network.mandala.ledger.journal;

import java.util.List;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;

/**
 * Changes of balances. Every method that posts does so once per key: the same key again returns the
 * first entry, and with another project or amount it throws {@link KeyReused}. A project that is
 * not registered: {@link UnknownProject}.
 */
public interface Journal {
  /**
   * The tenant paid.
   *
   * @param amount more than zero
   * @param key names the payment, such as its transaction; at most 190 printable ASCII characters
   */
  Entry credit(String projectId, Satoshis amount, String key, String reason, String actor);

  /**
   * The provider gives (more than zero) or takes (less than zero). Taking may leave a debt.
   *
   * @param amount not zero
   */
  Entry adjust(String projectId, Satoshis amount, String key, String reason, String actor);

  /**
   * What a new project is given, once in its life: the key is {@code welcome:<projectId>}, and a
   * later call returns the first entry whatever amount it names.
   *
   * @param amount more than zero
   */
  Entry welcome(String projectId, Satoshis amount);

  /**
   * Gives up what the tenant owes: the balance is zero afterwards.
   *
   * @return empty if nothing is owed
   */
  Optional<Entry> writeOff(String projectId, String reason, String actor);

  /**
   * Undoes an entry of kind TOP_UP, ADJUSTMENT or WELCOME, once: the key is {@code
   * reversal:<entryId>}. May leave a debt.
   *
   * @throws IllegalArgumentException for an entry of another kind or none
   */
  Entry reverse(long entryId, String reason, String actor);

  /** The newest first. */
  List<Entry> entries(String projectId, EntryQuery query);
}
