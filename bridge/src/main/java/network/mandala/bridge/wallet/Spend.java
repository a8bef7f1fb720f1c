package network.mandala.bridge.wallet;

import network.mandala.bridge.chain.Transaction;
import network.mandala.crds.project.Network;

/**
 * A transaction of the wallet.
 *
 * @param attempts how often the network was asked without a final answer
 */
record Spend(
    long id,
    Network network,
    Transaction transaction,
    SpendState state,
    String why,
    int attempts) {}
