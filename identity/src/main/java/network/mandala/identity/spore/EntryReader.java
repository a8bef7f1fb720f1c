package network.mandala.identity.spore;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import network.mandala.identity.spore.BundleLayout.Entry;

/** Reads the entries of a bundle in the order in which they lie; each in constant memory. */
final class EntryReader {
  private static final int BUFFER = 64 * 1024;

  /** Of the directory: lengths of extra fields and comment, disk, two kinds of attributes. */
  private static final int EMPTY_FIELDS = 2 + 2 + 2 + 2 + 4;

  private final Bytes in;

  EntryReader(Bytes in) {
    this.in = in;
  }

  /**
   * The next entry.
   *
   * @param most bytes that its content may have
   */
  Entry read(String name, BundlePart part, long most, OutputStream to) throws IOException {
    long offset = in.position();
    if (in.u32() != BundleLayout.LOCAL) {
      throw container(
          offset == 0
              ? "it is no ZIP that begins with the entry " + name
              : "the entry " + name + " is missing, or does not follow at byte " + offset);
    }
    require(in.u16() == BundleLayout.VERSION, name, "asks for another version of ZIP");
    int flags = in.u16();
    int method = in.u16();
    long time = in.u32();
    long crc = in.u32();
    long packed = in.u32();
    long size = in.u32();
    int nameLength = in.u16();
    require(in.u16() == 0, name, "has extra fields");
    requireName(name, nameLength);
    boolean later = flags == BundleLayout.FLAG_DESCRIPTOR;
    require(later || flags == 0, name, "has flags that a bundle has not: " + flags);
    require(!later || (crc | packed | size) == 0, name, "has its sizes twice");
    if (size > most || packed > most) {
      throw tooLarge(part, Math.max(size, packed), most);
    }
    var content = new Content(part, most, to);
    long start = in.position();
    switch (method) {
      case BundleLayout.STORED -> {
        require(!later && size == packed, name, "is stored without its size");
        stored(content, size);
      }
      case BundleLayout.DEFLATED -> inflate(content, later ? Long.MAX_VALUE : packed);
      default -> throw container("the entry " + name + " is packed in a way that is not known");
    }
    long packedRead = in.position() - start;
    if (later) {
      require(in.u32() == BundleLayout.DESCRIPTOR, name, "is not followed by its sizes");
      crc = in.u32();
      packed = in.u32();
      size = in.u32();
    }
    require(packed == packedRead && size == content.size, name, "has another size than it says");
    if (crc != content.crc.getValue()) {
      throw new InvalidSpore(part, "its content is not what its checksum says: it was altered");
    }
    return new Entry(name, flags, method, time, crc, packed, size, offset);
  }

  /** What the directory says of an entry must be what was found. */
  void directory(Entry found) throws IOException {
    var name = found.name();
    require(
        in.u32() == BundleLayout.DIRECTORY, name, "is not in the directory, or is not the only");
    require(in.u16() == BundleLayout.VERSION, name, "was made by another system");
    require(in.u16() == BundleLayout.VERSION, name, "asks for another version of ZIP");
    boolean same =
        in.u16() == found.flags()
            & in.u16() == found.method()
            & in.u32() == found.time()
            & in.u32() == found.crc()
            & in.u32() == found.packed()
            & in.u32() == found.size();
    require(same, name, "is not what the directory says");
    int nameLength = in.u16();
    boolean bare = in.zeros(EMPTY_FIELDS);
    require(bare, name, "has extra fields, a comment or attributes in the directory");
    require(in.u32() == found.offset(), name, "lies elsewhere than the directory says");
    requireName(name, nameLength);
  }

  private void requireName(String name, int length) throws IOException {
    boolean same = length == name.length();
    for (int i = 0; same && i < length; i++) {
      same = in.fill() && in.buffer()[in.offset()] == name.charAt(i);
      if (same) {
        in.take(1);
      }
    }
    if (!same) {
      throw container(
          "a bundle has exactly the entries manifest.json and binary, in this order; instead of "
              + name
              + " something else comes");
    }
  }

  private void stored(Content content, long size) throws IOException {
    long left = size;
    while (left > 0) {
      if (!in.fill()) {
        throw truncated(content.part);
      }
      int count = (int) Math.min(left, in.available());
      content.add(in.buffer(), in.offset(), count);
      in.take(count);
      left -= count;
    }
  }

  private void inflate(Content content, long packed) throws IOException {
    var unpacked = new byte[BUFFER];
    long start = in.position();
    var inflater = new Inflater(true);
    try {
      while (!inflater.finished()) {
        if (inflater.needsInput()) {
          if (!in.fill()) {
            throw truncated(content.part);
          }
          inflater.setInput(in.buffer(), in.offset(), in.available());
        }
        int given = inflater.getRemaining();
        int count = inflater.inflate(unpacked);
        in.take(given - inflater.getRemaining());
        content.add(unpacked, 0, count);
        long taken = in.position() - start;
        if (taken > packed || BundleLimits.isBomb(taken, content.size)) {
          throw new InvalidSpore(
              content.part,
              "it expands far more than programs do, or is longer than its header says");
        }
      }
    } catch (DataFormatException e) {
      throw new InvalidSpore(content.part, "it cannot be unpacked: it was altered or is not whole");
    } finally {
      inflater.end();
    }
  }

  /** Where content goes, counted and checked. */
  private static final class Content {
    private final BundlePart part;
    private final long most;
    private final OutputStream to;
    private final CRC32 crc = new CRC32();
    private long size;

    Content(BundlePart part, long most, OutputStream to) {
      this.part = part;
      this.most = most;
      this.to = to;
    }

    void add(byte[] from, int offset, int count) throws IOException {
      size += count;
      if (size > most) {
        throw tooLarge(part, size, most);
      }
      crc.update(from, offset, count);
      to.write(from, offset, count);
    }
  }

  private static InvalidSpore tooLarge(BundlePart part, long size, long most) {
    return new InvalidSpore(
        part, "it has " + size + " bytes or more, and " + most + " is the most that is taken");
  }

  private static InvalidSpore truncated(BundlePart part) {
    return new InvalidSpore(part, "the bundle ends in the middle of it");
  }

  private static void require(boolean holds, String name, String otherwise) {
    if (!holds) {
      throw container("the entry " + name + " " + otherwise);
    }
  }

  private static InvalidSpore container(String message) {
    return new InvalidSpore(BundlePart.CONTAINER, message);
  }
}
