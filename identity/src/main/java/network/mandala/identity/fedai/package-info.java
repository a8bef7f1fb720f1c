/**
 * Keys and signed envelopes of the older inference network (its specification, section 2), in both
 * generations: Schnorr signatures and npub keys, and before them Ed25519.
 */
package network.mandala.identity.fedai;
