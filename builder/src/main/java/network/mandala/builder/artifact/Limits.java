package network.mandala.builder.artifact;

/**
 * What a source may be at most.
 *
 * @param expandedBytes of all files together, after decompression
 * @param files files, folders and links together
 * @param pathBytes of one path in UTF-8
 * @param ratio expanded bytes per packed byte; asked only of what expands to more than 32 MiB, for
 *     a small text of one letter compresses a thousandfold
 */
public record Limits(long expandedBytes, int files, int pathBytes, int ratio) {
  public static final Limits DEFAULT = new Limits(512L * 1024 * 1024, 50_000, 1024, 200);

  private static final long MIB = 1024 * 1024;
  private static final long RATIO_FREE_BYTES = 32 * MIB;

  public Limits {
    if (expandedBytes < 1 || files < 1 || pathBytes < 1 || ratio < 1) {
      throw new IllegalArgumentException("limits are positive");
    }
  }

  /** These limits with the two that a provider sets. */
  public Limits with(long otherExpandedBytes, int otherFiles) {
    return new Limits(otherExpandedBytes, otherFiles, pathBytes, ratio);
  }

  void requireBytes(long expanded) {
    if (expanded < 0 || expanded > expandedBytes) {
      throw new SourceTooLarge(
          "The source is larger than %s when unpacked, the most that is taken: leave data, models and build outputs out with a %s file."
              .formatted(words(expandedBytes), IgnoreRules.FILE));
    }
  }

  void requireRatio(long expanded, long packed) {
    if (expanded > RATIO_FREE_BYTES && expanded / ratio > packed) {
      throw new SourceTooLarge(
          "The source expands to more than %d times its packed size, as no real source does: leave generated or empty files out with a %s file."
              .formatted(ratio, IgnoreRules.FILE));
    }
  }

  /** A size in a person's words. */
  static String words(long bytes) {
    return bytes >= MIB ? bytes / MIB + " MiB" : bytes + " bytes";
  }
}
