package network.mandala.builder.artifact;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The expanded bytes of an archive: stops a bomb while it expands, and puts damage into a person's
 * words.
 */
final class ExpandedStream extends FilterInputStream {
  /**
   * What the headers between two files may be at most: long names are kept in memory while they are
   * read.
   */
  private static final int MAX_HEADER_BYTES = 256 * 1024;

  private final CompressedStream compressed;
  private final Limits limits;
  private long expanded;
  private long headerBudget = Long.MAX_VALUE;

  private ExpandedStream(CompressedStream compressed, Limits limits) throws IOException {
    super(new GZIPInputStream(compressed, 8 * 1024));
    this.compressed = compressed;
    this.limits = limits;
  }

  static ExpandedStream open(InputStream archive, Limits limits) throws IOException {
    try {
      return new ExpandedStream(new CompressedStream(archive), limits);
    } catch (EOFException e) {
      throw new SourceInvalid(
          "The source is empty or cut off: it is no gzipped tar archive. Push it again.", e);
    } catch (ZipException e) {
      throw new SourceInvalid(
          "The source is not gzipped: pack it as a .tar.gz (tar -czf source.tgz -C FOLDER .).", e);
    }
  }

  /**
   * From here on headers are read: only so many bytes may come before {@link #contentFollows()}.
   */
  void headerFollows() {
    headerBudget = MAX_HEADER_BYTES;
  }

  /** From here on the content of a file is read; its size is limited as a whole. */
  void contentFollows() {
    headerBudget = Long.MAX_VALUE;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read;
    try {
      read = super.read(buffer, offset, length);
    } catch (EOFException e) {
      throw new SourceInvalid("The source archive is cut off: push it again.", e);
    } catch (ZipException e) {
      throw new SourceInvalid(
          "The source archive is damaged (" + e.getMessage() + "): push it again.", e);
    }
    if (read > 0) {
      count(read);
    }
    return read;
  }

  private void count(int read) {
    expanded += read;
    headerBudget -= read;
    if (headerBudget < 0) {
      throw new SourceInvalid(
          "The source archive has a header of more than "
              + MAX_HEADER_BYTES
              + " bytes: it was not packed by a known tool.");
    }
    limits.requireBytes(Math.max(0, expanded - archiveOverhead()));
    limits.requireRatio(expanded, compressed.count());
  }

  /**
   * Headers and padding are not the tenant's bytes, but they are bounded too: at most 3 blocks per
   * entry.
   */
  private long archiveOverhead() {
    return 3L * 512 * limits.files() + MAX_HEADER_BYTES;
  }

  @Override
  public long skip(long count) throws IOException {
    // Skipped bytes are expanded all the same: they must be counted.
    byte[] buffer = new byte[(int) Math.min(8192, Math.max(1, count))];
    long done = 0;
    while (done < count) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, count - done));
      if (read < 0) {
        break;
      }
      done += read;
    }
    return done;
  }

  private static final class CompressedStream extends FilterInputStream {
    private long count;

    CompressedStream(InputStream in) {
      super(in);
    }

    long count() {
      return count;
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      count += value < 0 ? 0 : 1;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
