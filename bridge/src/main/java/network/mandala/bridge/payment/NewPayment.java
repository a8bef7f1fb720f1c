package network.mandala.bridge.payment;

import network.mandala.bridge.chain.TxId;
import network.mandala.crds.project.Network;
import network.mandala.identity.PublicKey;

/**
 * A payment whose own bytes are right.
 *
 * @param sender who paid; with prefix and suffix it says which key spends the output
 * @param required what was asked for
 * @param satoshis that the output has
 * @param beef the transaction with its proofs, an AtomicBEEF
 */
record NewPayment(
    TxId transaction,
    String prefix,
    String suffix,
    PublicKey sender,
    Network network,
    String projectId,
    long required,
    long satoshis,
    byte[] beef) {}
