package network.mandala.identity.fedai;

import network.mandala.identity.InvalidKey;

/** Who an envelope is from. Immutable and safe for any number of threads. */
public sealed interface EnvelopePublicKey permits SchnorrPublicKey, Ed25519PublicKey {
  /** The one way to write it: npub for Schnorr, 64 hexadecimal digits for Ed25519. */
  String text();

  /** Whether the key's owner signed these bytes. */
  boolean verify(byte[] canonical, byte[] signature);

  /**
   * Reads what a peer of this generation writes.
   *
   * @throws InvalidKey if it is none
   */
  static EnvelopePublicKey parse(KeyProfile profile, String text) {
    return switch (profile) {
      case SCHNORR -> SchnorrPublicKey.parse(text);
      case ED25519 -> Ed25519PublicKey.parse(text);
    };
  }
}
