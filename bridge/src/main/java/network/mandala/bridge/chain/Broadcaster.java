package network.mandala.bridge.chain;

import java.util.Map;
import java.util.function.Function;

/** Hands transactions to miners and says what became of them. */
public interface Broadcaster {
  /**
   * Any number of times with the same result. It may take as long as it takes until a node has seen
   * it, or half a minute.
   *
   * @param spent what each input spends
   * @throws GatewayUnavailable if nothing is known
   */
  Report submit(Transaction transaction, Function<TxInput, TxOutput> spent);

  /**
   * The same for one that came with what it spends.
   *
   * @param sources the transactions whose outputs it spends, by name
   * @throws GatewayUnavailable if nothing is known
   */
  default Report submit(Transaction transaction, Map<TxId, Transaction> sources) {
    return submit(
        transaction,
        input -> sources.get(input.source()).outputs().get(Math.toIntExact(input.index())));
  }

  /**
   * @throws GatewayUnavailable if nothing is known
   */
  Report status(TxId transaction);
}
