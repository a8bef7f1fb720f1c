package network.mandala.identity.spore;

/**
 * The one form that a bundle has as a ZIP (APPNOTE 6.3, sections 4.3 and 4.4): two entries, nothing
 * in between, no extra fields, no comments, no times.
 */
final class BundleLayout {
  static final String MANIFEST = "manifest.json";
  static final String BINARY = "binary";

  static final int LOCAL = 0x04034b50;
  static final int DESCRIPTOR = 0x08074b50;
  static final int DIRECTORY = 0x02014b50;
  static final int END = 0x06054b50;

  /** How many entries there are on this disk and on all, in two bytes each. */
  static final int TWO_ENTRIES = 0x00020002;

  static final int VERSION = 20;
  static final int STORED = 0;
  static final int DEFLATED = 8;

  /** Sizes come after the content, in a descriptor. */
  static final int FLAG_DESCRIPTOR = 8;

  /** What larger sizes would need another format for. */
  static final long LARGEST = 0xffffffffL;

  private BundleLayout() {}

  /**
   * An entry, as its headers say it.
   *
   * @param offset of its local header
   */
  record Entry(
      String name,
      int flags,
      int method,
      long time,
      long crc,
      long packed,
      long size,
      long offset) {}
}
