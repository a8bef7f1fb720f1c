package network.mandala.bridge.chain;

/**
 * What a proof claims: the block of this height has this root.
 *
 * @param root of the tree of its transactions
 */
public record ChainRoot(long height, TxId root) {}
