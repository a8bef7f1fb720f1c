/** What the ledger can do in a second, on a MySQL that keeps what it answered. */
package network.mandala.benchmarks.ledger;
