package network.mandala.bridge.chain;

import java.util.Arrays;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;

/**
 * An output that is locked with the hash of a key, and that key.
 *
 * @param index of the output in its transaction
 */
public record Coin(TxId transaction, long index, TxOutput output, WalletKey key) {
  public Coin {
    if (!Arrays.equals(output.script(), PaymentKeys.lockingScript(key.publicKey()))) {
      throw new InvalidChainData("this key does not spend this output");
    }
  }
}
