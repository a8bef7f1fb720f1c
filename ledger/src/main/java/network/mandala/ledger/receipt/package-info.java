/** Signed statements about what was charged, chained per project, that anyone can check. */
package network.mandala.ledger.receipt;
