package network.mandala.identity.fedai;

import java.util.Locale;
import network.mandala.identity.InvalidKey;

/** Bech32 (BIP-173) around 32 bytes, as NIP-19 writes keys: npub1..., nsec1.... */
final class Bech32 {
  private static final String ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
  private static final int[] GENERATOR = {
    0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3
  };
  private static final int CHECKSUM = 6;
  private static final int BYTES = 32;

  /** 32 bytes in groups of five bits; the last has four bits that are zero. */
  private static final int GROUPS = 52;

  private Bech32() {}

  static String encode(String prefix, byte[] key) {
    var groups = new int[GROUPS];
    for (int bit = 0; bit < BYTES * 8; bit++) {
      int value = key[bit / 8] >> (7 - bit % 8) & 1;
      groups[bit / 5] |= value << (4 - bit % 5);
    }
    int checksum = polymod(prefix, groups, new int[CHECKSUM]) ^ 1;
    var text = new StringBuilder(prefix).append('1');
    for (int group : groups) {
      text.append(ALPHABET.charAt(group));
    }
    for (int i = 0; i < CHECKSUM; i++) {
      text.append(ALPHABET.charAt(checksum >> (5 * (CHECKSUM - 1 - i)) & 31));
    }
    return text.toString();
  }

  /**
   * The 32 bytes.
   *
   * @throws InvalidKey if it has another prefix, length or checksum; the message does not repeat it
   */
  static byte[] decode(String prefix, String text) {
    var lower = text.toLowerCase(Locale.ROOT);
    boolean oneCase = text.equals(lower) || text.equals(text.toUpperCase(Locale.ROOT));
    if (!oneCase
        || !lower.startsWith(prefix + "1")
        || lower.length() != prefix.length() + 1 + GROUPS + CHECKSUM) {
      throw new InvalidKey(
          "such a key begins with %s1 and has %d characters"
              .formatted(prefix, prefix.length() + 1 + GROUPS + CHECKSUM));
    }
    var groups = groups(lower, prefix.length() + 1, GROUPS);
    var checksum = groups(lower, prefix.length() + 1 + GROUPS, CHECKSUM);
    if (polymod(prefix, groups, checksum) != 1 || (groups[GROUPS - 1] & 15) != 0) {
      throw new InvalidKey("a character of this " + prefix + " is wrong: its checksum says so");
    }
    var key = new byte[BYTES];
    for (int bit = 0; bit < BYTES * 8; bit++) {
      int value = groups[bit / 5] >> (4 - bit % 5) & 1;
      key[bit / 8] |= (byte) (value << (7 - bit % 8));
    }
    return key;
  }

  private static int[] groups(String text, int from, int count) {
    var groups = new int[count];
    for (int i = 0; i < count; i++) {
      groups[i] = ALPHABET.indexOf(text.charAt(from + i));
      if (groups[i] < 0) {
        throw new InvalidKey("a character of this key is none of bech32");
      }
    }
    return groups;
  }

  private static int polymod(String prefix, int[] groups, int[] checksum) {
    int sum = 1;
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) >> 5);
    }
    sum = step(sum, 0);
    for (int i = 0; i < prefix.length(); i++) {
      sum = step(sum, prefix.charAt(i) & 31);
    }
    for (int group : groups) {
      sum = step(sum, group);
    }
    for (int group : checksum) {
      sum = step(sum, group);
    }
    return sum;
  }

  private static int step(int sum, int value) {
    int top = sum >>> 25;
    int next = (sum & 0x1ffffff) << 5 ^ value;
    for (int i = 0; i < GENERATOR.length; i++) {
      next ^= (top >> i & 1) == 1 ? GENERATOR[i] : 0;
    }
    return next;
  }
}
