package network.mandala.bridge.chain;

import network.mandala.identity.Sha256;

/** SHA-256 twice, as the chain hashes. */
final class Hash256 {
  private Hash256() {}

  static byte[] of(byte[] bytes) {
    return Sha256.of(Sha256.of(bytes));
  }

  /** Of two hashes beside each other. */
  static byte[] of(byte[] left, byte[] right) {
    var both = new byte[left.length + right.length];
    System.arraycopy(left, 0, both, 0, left.length);
    System.arraycopy(right, 0, both, left.length, right.length);
    return of(both);
  }
}
