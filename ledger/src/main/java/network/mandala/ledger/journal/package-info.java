/** Every change of a balance: append-only, in double entry, once per idempotency key. */
package network.mandala.ledger.journal;
