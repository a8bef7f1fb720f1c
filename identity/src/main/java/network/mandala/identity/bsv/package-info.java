/**
 * The keys and messages of BSV wallets: keys for two parties (BRC-42, BRC-43), what a signed HTTP
 * request and its reply consist of (BRC-103, BRC-104), and where a payment goes (BRC-29).
 *
 * <p>Begin with {@link network.mandala.identity.bsv.WalletKey#with}: what one party can do towards
 * another.
 */
package network.mandala.identity.bsv;
