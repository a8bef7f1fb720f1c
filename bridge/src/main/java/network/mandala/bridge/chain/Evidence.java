package network.mandala.bridge.chain;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction's own bytes prove, as far as that is possible without asking anybody.
 *
 * @param subject the transaction
 * @param unproven those that are in no block yet, the oldest first; the subject is the last, or not
 *     among them if it is in a block
 * @param all by name, also those whose outputs are spent
 * @param roots that must be on the longest chain
 * @param unchecked inputs whose scripts are of a kind that is not executed here
 */
public record Evidence(
    Transaction subject,
    List<Transaction> unproven,
    Map<TxId, Transaction> all,
    Set<ChainRoot> roots,
    int unchecked) {
  private static final int MOST_UNPROVEN = 100;
  private static final int MOST_INPUTS = 2000;

  /**
   * Checks everything: that each transaction is in a block or spends only outputs of such that are
   * here and older, that no output is spent twice, that nobody pays more than he spends, and who
   * signed.
   *
   * @throws InvalidChainData says what is wrong
   */
  public static Evidence of(AtomicBeef atomic) {
    return new EvidenceCheck(atomic, MOST_UNPROVEN, MOST_INPUTS).run();
  }
}
