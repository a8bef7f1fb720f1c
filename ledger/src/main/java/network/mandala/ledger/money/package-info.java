/** Amounts: integers, and arithmetic that fails rather than wraps. */
package network.mandala.ledger.money;
