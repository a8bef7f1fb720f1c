package network.mandala.builder;

import java.util.Locale;

/** Sizes in a person's words. */
final class Sizes {
  private static final long KIB = 1024;
  private static final long MIB = 1024 * KIB;

  private Sizes() {}

  static String words(long bytes) {
    if (bytes < 10 * KIB) {
      return bytes + " bytes";
    }
    return bytes < 10 * MIB
        ? bytes / KIB + " KiB"
        : String.format(Locale.ROOT, "%.1f MiB", (double) bytes / MIB);
  }
}
