/**
 * What Bitcoin says about a payment: transactions with their proofs (BRC-62, BRC-74, BRC-95,
 * BRC-96), read with limits and checked without asking anybody, and the two services that are
 * asked: one knows block headers, one broadcasts transactions.
 */
package network.mandala.bridge.chain;
