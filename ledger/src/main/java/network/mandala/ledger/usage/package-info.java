/** What is measured: meters, windows and readings. */
package network.mandala.ledger.usage;
