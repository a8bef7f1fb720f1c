/** What the node's wallets hold, for those who look after them; the bridge moves it. */
package network.mandala.ledger.wallet;
