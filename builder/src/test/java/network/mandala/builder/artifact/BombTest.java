package network.mandala.builder.artifact;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipEncodingHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Archives that are small until they are opened. They are made while they are read: how far they
 * were read is seen.
 */
@Timeout(120)
class BombTest {
  private static final long GIB = 1L << 30;
  private static final long MIB = 1L << 20;
  private static final Limits SMALL = new Limits(64 * MIB, 1000, 1024, 200);
  private static final Limits ANY_RATIO = new Limits(64 * MIB, 1000, 1024, Integer.MAX_VALUE);

  @TempDir Path folder;

  @Test
  void stopsBeforeTheFirstByteOfAFileThatSaysItIsTooLarge() {
    var bomb = bomb(header("zeros", TarConstants.LF_NORMAL, 10 * GIB), zeros(10 * GIB));

    assertTooLarge(bomb, SMALL, "larger than 64 MiB when unpacked");

    assertThat(bomb.expanded()).isLessThan(8 * MIB);
  }

  @Test
  void stopsAtTheRatioLongBeforeTheLimitOfBytes() {
    var bomb = bomb(header("zeros", TarConstants.LF_NORMAL, 10 * GIB), zeros(10 * GIB));

    assertTooLarge(
        bomb, Limits.DEFAULT.with(100 * GIB, 1000), "more than 200 times its packed size");

    assertThat(bomb.expanded()).isLessThan(64 * MIB);
  }

  @Test
  void readsNoContentOfAFolder() throws IOException {
    var bomb = bomb(header("folder/", TarConstants.LF_DIR, 10 * GIB), zeros(10 * GIB));

    var extracted = SourceArchive.extract(bomb, folder.resolve("out"), SMALL);

    assertThat(extracted.bytes()).isZero();
    assertThat(bomb.expanded()).isLessThan(8 * MIB);
  }

  @Test
  void stopsInALinkThatHasContentWhateverTheRatio() {
    var bomb = bomb(header("link", TarConstants.LF_SYMLINK, 10 * GIB), zeros(10 * GIB));

    assertThatThrownBy(() -> SourceArchive.extract(bomb, folder.resolve("out"), ANY_RATIO))
        .isInstanceOf(SourceRefused.class);

    assertThat(bomb.expanded()).isLessThan(80 * MIB);
  }

  @Test
  void readsNoNameIntoMemoryThatIsLargerThanAName() {
    for (byte type :
        List.of(
            TarConstants.LF_GNUTYPE_LONGNAME,
            TarConstants.LF_GNUTYPE_LONGLINK,
            TarConstants.LF_PAX_EXTENDED_HEADER_LC,
            TarConstants.LF_PAX_GLOBAL_EXTENDED_HEADER)) {
      var bomb = bomb(header("x", type, 10 * GIB), repeated("9999999999 path=aaaaaaa", 10 * GIB));

      assertThatThrownBy(() -> SourceArchive.extract(bomb, folder.resolve("out" + type), SMALL))
          .isInstanceOf(SourceInvalid.class);

      assertThat(bomb.expanded()).isLessThan(8 * MIB);
    }
  }

  @Test
  void stopsWhereManySmallFilesComeTo() {
    var files =
        IntStream.range(0, 500)
            .mapToObj(
                i -> Arrays.copyOf(header("f" + i, TarConstants.LF_NORMAL, MIB), (int) MIB + 512))
            .<InputStream>map(ByteArrayInputStream::new)
            .iterator();
    var bomb = new Bomb(new SequenceInputStream(asEnumeration(files)));

    assertTooLarge(bomb, ANY_RATIO, "larger than 64 MiB when unpacked");

    assertThat(bomb.expanded()).isLessThan(80 * MIB);
  }

  @Test
  void stopsAtTheFileTooMany() throws IOException {
    int limit = 20_000;
    var headers =
        new InputStream() {
          private int next;
          private ByteArrayInputStream current = new ByteArrayInputStream(new byte[0]);

          @Override
          public int read() {
            throw new AssertionError("read in blocks");
          }

          @Override
          public int read(byte[] buffer, int offset, int length) {
            int read = current.read(buffer, offset, length);
            if (read < 0) {
              current =
                  new ByteArrayInputStream(
                      header("d" + next / 1000 + "/f" + next++, TarConstants.LF_NORMAL, 0));
              read = current.read(buffer, offset, length);
            }
            return read;
          }
        };

    assertTooLarge(
        new Bomb(headers), Limits.DEFAULT.with(GIB, limit), "more than 20000 files and folders");

    try (var files = Files.walk(folder.resolve("out"))) {
      assertThat(files.count() - 1).isEqualTo(limit);
    }
  }

  private void assertTooLarge(InputStream bomb, Limits limits, String words) {
    assertThatThrownBy(() -> SourceArchive.extract(bomb, folder.resolve("out"), limits))
        .isInstanceOf(SourceTooLarge.class)
        .hasMessageContaining(words);
  }

  private static Bomb bomb(byte[] header, InputStream content) {
    return new Bomb(new SequenceInputStream(new ByteArrayInputStream(header), content));
  }

  private static byte[] header(String path, byte type, long size) {
    var entry = new TarArchiveEntry(path, type, true);
    entry.setSize(size);
    var block = new byte[512];
    try {
      entry.writeEntryHeader(block, ZipEncodingHelper.getZipEncoding("UTF-8"), true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return block;
  }

  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes nothing newer
  private static <T> Enumeration<T> asEnumeration(Iterator<T> iterator) {
    return new Enumeration<>() {
      @Override
      public boolean hasMoreElements() {
        return iterator.hasNext();
      }

      @Override
      public T nextElement() {
        return iterator.next();
      }
    };
  }

  private static InputStream zeros(long count) {
    return repeated("\0", count);
  }

  private static InputStream repeated(String word, long count) {
    byte[] block = word.repeat(8192).getBytes(US_ASCII);
    return new InputStream() {
      private long left = count;

      @Override
      public int read() {
        throw new AssertionError("read in blocks");
      }

      @Override
      public int read(byte[] buffer, int offset, int length) {
        int read = (int) Math.min(Math.min(length, block.length), left);
        System.arraycopy(block, 0, buffer, offset, read);
        left -= read;
        return read == 0 ? -1 : read;
      }
    };
  }

  /** Gzips what it is given, as far as somebody reads it, and counts what went in. */
  private static final class Bomb extends FilterInputStream {
    private static final byte[] GZIP_HEADER = {
      0x1f, (byte) 0x8b, Deflater.DEFLATED, 0, 0, 0, 0, 0, 0, 0
    };
    private final Counter counter;

    Bomb(InputStream content) {
      this(new Counter(content));
    }

    private Bomb(Counter counter) {
      super(
          new SequenceInputStream(
              new ByteArrayInputStream(Arrays.copyOf(GZIP_HEADER, GZIP_HEADER.length)),
              new DeflaterInputStream(counter, new Deflater(Deflater.BEST_SPEED, true), 8192)));
      this.counter = counter;
    }

    long expanded() {
      return counter.count;
    }
  }

  private static final class Counter extends FilterInputStream {
    private long count;

    Counter(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int read = super.read(buffer, offset, length);
      count += Math.max(0, read);
      return read;
    }
  }
}
