package network.mandala.bridge.chain;

import java.util.Map;

/** Hands transactions to miners and says what became of them. */
public interface Broadcaster {
  /**
   * Any number of times with the same result. It may take as long as it takes until a node has seen
   * it, or half a minute.
   *
   * @param sources the transactions whose outputs it spends, by name
   * @throws GatewayUnavailable if nothing is known
   */
  Report submit(Transaction transaction, Map<TxId, Transaction> sources);

  /**
   * @throws GatewayUnavailable if nothing is known
   */
  Report status(TxId transaction);
}
