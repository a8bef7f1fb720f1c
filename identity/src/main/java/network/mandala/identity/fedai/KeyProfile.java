package network.mandala.identity.fedai;

/** The two generations of keys. Which one a peer has is configured, never guessed by message. */
public enum KeyProfile {
  /** BIP-340 Schnorr on secp256k1: npub, nsec or hexadecimal digits. */
  SCHNORR,
  /** Ed25519: PEM or hexadecimal digits. */
  ED25519
}
