package network.mandala.identity;

/** ECDSA signatures in DER, in the one form that BIP 66 allows. */
final class StrictDer {
  private static final int SCALAR = 32;
  private static final int SHORTEST = 8;
  private static final int LONGEST = 72;

  private StrictDer() {}

  /** The 64 bytes of r and s; empty if the signature is not strict DER. */
  static byte[] toCompact(byte[] der) {
    var nothing = new byte[0];
    if (der.length < SHORTEST
        || der.length > LONGEST
        || der[0] != 0x30
        || der[1] != der.length - 2) {
      return nothing;
    }
    int lengthOfR = integerAt(der, 2);
    if (lengthOfR < 0) {
      return nothing;
    }
    int second = 4 + lengthOfR;
    int lengthOfS = integerAt(der, second);
    if (lengthOfS < 0 || second + 2 + lengthOfS != der.length) {
      return nothing;
    }
    var compact = new byte[2 * SCALAR];
    return copy(der, 4, lengthOfR, compact, SCALAR)
            && copy(der, second + 2, lengthOfS, compact, 2 * SCALAR)
        ? compact
        : nothing;
  }

  /** The length of a positive, shortest integer that begins here; -1 if there is none. */
  private static int integerAt(byte[] der, int at) {
    if (at + 2 >= der.length || der[at] != 0x02) {
      return -1;
    }
    int length = der[at + 1];
    if (length < 1 || length > SCALAR + 1 || at + 2 + length > der.length) {
      return -1;
    }
    boolean negative = der[at + 2] < 0;
    boolean padded = length > 1 && der[at + 2] == 0 && der[at + 3] >= 0;
    return negative || padded ? -1 : length;
  }

  private static boolean copy(byte[] der, int from, int length, byte[] to, int end) {
    int skip = length > SCALAR ? 1 : 0;
    System.arraycopy(der, from + skip, to, end - (length - skip), length - skip);
    return skip == 0 || der[from] == 0;
  }
}
