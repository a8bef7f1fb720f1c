package network.mandala.ledger.journal;

import static network.mandala.ledger.account.Purpose.NODE_WALLET;
import static network.mandala.ledger.account.Purpose.TENANT_FUNDS;

import java.util.Optional;
import java.util.Set;
import network.mandala.ledger.account.Amounts;
import network.mandala.ledger.account.JdbiAccountRows;
import network.mandala.ledger.money.Satoshis;
import org.jdbi.v3.core.Handle;

/**
 * What {@link Journal#credit} and {@link Journal#reverse} do, inside a transaction that also writes
 * what the money is for. The account stays locked until the transaction ends.
 */
public final class JdbiTopUps {
  private static final Set<EntryKind> REVERSIBLE =
      Set.of(EntryKind.TOP_UP, EntryKind.ADJUSTMENT, EntryKind.WELCOME, EntryKind.FUNDING);

  private JdbiTopUps() {}

  /** As {@link Journal#credit}. */
  public static Entry credit(
      Handle tx, String projectId, Satoshis amount, String key, String reason, String actor) {
    requirePositive("a top-up", amount);
    var posting =
        new Posting(
            key,
            EntryKind.TOP_UP,
            projectId,
            Amounts.move(amount, NODE_WALLET, TENANT_FUNDS),
            reason,
            actor);
    return JdbiPostings.post(tx, JdbiAccountRows.lock(tx, projectId), posting);
  }

  /**
   * Takes what the node pays to the key of the project, if there is as much; empty if there is not.
   */
  public static Optional<Entry> fund(
      Handle tx, String projectId, Satoshis amount, String key, String reason, String actor) {
    requirePositive("a funding", amount);
    var account = JdbiAccountRows.lock(tx, projectId);
    if (account.balances().of(TENANT_FUNDS).compareTo(amount) < 0) {
      return Optional.empty();
    }
    var posting =
        new Posting(
            key,
            EntryKind.FUNDING,
            projectId,
            Amounts.move(amount, TENANT_FUNDS, NODE_WALLET),
            reason,
            actor);
    return Optional.of(JdbiPostings.post(tx, account, posting));
  }

  /** As {@link Journal#reverse}. */
  public static Entry reverse(Handle tx, long entryId, String reason, String actor) {
    var wrong =
        JdbiPostings.find(tx, entryId)
            .orElseThrow(() -> new IllegalArgumentException("there is no entry " + entryId));
    if (!REVERSIBLE.contains(wrong.entry().kind())) {
      throw new IllegalArgumentException(
          "entry "
              + entryId
              + " is a "
              + wrong.entry().kind()
              + " and cannot be reversed: post an adjustment");
    }
    var account = JdbiAccountRows.lock(tx, wrong.entry().projectId());
    var posting =
        new Posting(
            "reversal:" + entryId,
            EntryKind.REVERSAL,
            wrong.entry().projectId(),
            wrong.lines().negated(),
            reason,
            actor);
    return JdbiPostings.post(tx, account, posting);
  }

  static void requirePositive(String what, Satoshis amount) {
    if (amount.compareTo(Satoshis.ZERO) <= 0) {
      throw new IllegalArgumentException(what + " is more than zero, was " + amount);
    }
  }
}
