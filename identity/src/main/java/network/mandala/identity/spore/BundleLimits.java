package network.mandala.identity.spore;

/**
 * How large a bundle may be, in bytes.
 *
 * @param bundle the file
 * @param manifest its manifest, unpacked
 * @param binary its binary, unpacked
 */
public record BundleLimits(long bundle, int manifest, long binary) {
  private static final int MEBI = 1024 * 1024;

  public static final BundleLimits DEFAULT = new BundleLimits(1024L * MEBI, MEBI, 1024L * MEBI);

  /** What a few bytes may become before it is looked at how many they were. */
  private static final long ALWAYS_ALLOWED = 16L * MEBI;

  /** A program is packed to a half or a third; what expands more than this is made to. */
  private static final long RATIO = 200;

  static boolean isBomb(long packed, long unpacked) {
    return unpacked > ALWAYS_ALLOWED && unpacked / RATIO > packed;
  }
}
