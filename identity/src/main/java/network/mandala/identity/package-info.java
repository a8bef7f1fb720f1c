/**
 * Keys, signatures and canonical JSON: pure functions, proved by published vectors. The curve's
 * mathematics is libsecp256k1's.
 */
package network.mandala.identity;
