package network.mandala.identity.fedai;

import network.mandala.identity.InvalidKey;

/** Signs envelopes; it never prints itself. Immutable and safe for any number of threads. */
public sealed interface EnvelopePrivateKey permits SchnorrPrivateKey, Ed25519PrivateKey {
  KeyProfile profile();

  EnvelopePublicKey publicKey();

  /** 64 bytes; the same for the same bytes. */
  byte[] sign(byte[] canonical);

  /** The key itself, for a file that only its owner may read: nsec, or PEM. */
  String export();

  /**
   * Reads a key; its form says which generation it is of: nsec is Schnorr, PEM is Ed25519.
   *
   * @param ofDigits what 64 hexadecimal digits are
   * @throws InvalidKey if it is none; the message does not repeat it
   */
  static EnvelopePrivateKey parse(String text, KeyProfile ofDigits) {
    var key = text.strip();
    if (key.startsWith("nsec1")) {
      return SchnorrPrivateKey.parse(key);
    }
    if (key.startsWith("-----BEGIN")) {
      return Ed25519PrivateKey.parse(key);
    }
    return switch (ofDigits) {
      case SCHNORR -> SchnorrPrivateKey.parse(key);
      case ED25519 -> Ed25519PrivateKey.parse(key);
    };
  }
}
