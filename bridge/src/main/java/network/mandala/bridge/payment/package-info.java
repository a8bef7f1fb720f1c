/**
 * Top-ups: what a payment must be (the 402 flow of BRC-105), what became of its transaction, and
 * the entries of the ledger that follow from it.
 */
package network.mandala.bridge.payment;
