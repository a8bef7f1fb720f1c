/**
 * The money of all projects: accounts, an append-only double-entry journal, prices, charged usage
 * and signed receipts, in MySQL. {@link network.mandala.ledger.Ledger} is the door.
 */
package network.mandala.ledger;
