package network.mandala.bridge.wallet;

import network.mandala.bridge.chain.Coin;
import network.mandala.bridge.chain.InvalidChainData;
import network.mandala.bridge.chain.TxId;
import network.mandala.bridge.chain.TxOutput;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;

/**
 * An output that the node can spend.
 *
 * @param sender who paid; with prefix and suffix it says which key spends it
 * @param refusals transactions with it that the network refused
 */
record StoredCoin(
    long id,
    TxId transaction,
    int index,
    TxOutput output,
    String prefix,
    String suffix,
    PublicKey sender,
    int refusals) {

  long satoshis() {
    return output.satoshis();
  }

  /**
   * With the key that spends it.
   *
   * @throws InvalidChainData if the node had another key when it came
   */
  Coin unlocked(WalletKey node) {
    return new Coin(
        transaction, index, output, PaymentKeys.received(node.with(sender), prefix, suffix));
  }
}
