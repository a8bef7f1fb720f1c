/**
 * The node's wallets: deposits that are in a block become outputs that can be spent, and what is
 * above a threshold goes to the provider. A transaction is written down before anybody is told of
 * it, and is never replaced by another one while it may still be mined.
 */
package network.mandala.bridge.wallet;
