/** Who asked for which change, from where, and what came of it. */
package network.mandala.ledger.change;
