package network.mandala.builder.artifact;

import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import network.mandala.builder.artifact.PathBook.Kind;

/** What is in an archive, without a file of it being written. */
public final class Inventory {
  private final PathBook book;
  private final Links links;
  private final Extracted sizes;
  private final Map<String, byte[]> kept;

  private Inventory(PathBook book, Links links, Extracted sizes, Map<String, byte[]> kept) {
    this.book = book;
    this.links = links;
    this.sizes = sizes;
    this.kept = kept;
  }

  static Inventory of(InputStream archive, Limits limits, Set<String> keep, int most)
      throws IOException {
    var reader = new Reader(keep, most);
    var extractor = new Extractor(reader, limits);
    var sizes = extractor.extract(archive);
    return new Inventory(extractor.book(), extractor.links(), sizes, reader.kept);
  }

  public Extracted sizes() {
    return sizes;
  }

  /** The beginning of a file that was to be kept; empty when there is no such file. */
  public Optional<byte[]> content(String path) {
    return Optional.ofNullable(kept.get(path)).map(byte[]::clone);
  }

  /** Also by way of links, as it would be when extracted. */
  public boolean hasFile(String path) {
    return is(path, Kind.FILE);
  }

  /** Also by way of links, as it would be when extracted. */
  public boolean hasFolder(String path) {
    return is(path, Kind.FOLDER);
  }

  private boolean is(String path, Kind kind) {
    return book.kind(links.follow(path)).equals(Optional.of(kind));
  }

  /** Reads to the end, and keeps little. */
  private static final class Reader implements Destination {
    private final Set<String> keep;
    private final int most;
    private final Map<String, byte[]> kept = new HashMap<>();
    private final byte[] buffer = new byte[16 << 10];

    Reader(Set<String> keep, int most) {
      this.keep = keep;
      this.most = most;
    }

    @Override
    public void folder(String path) {
      // The book has noted it.
    }

    @Override
    public long file(String path, boolean executable, InputStream content) throws IOException {
      long read = 0;
      if (keep.contains(path)) {
        var beginning = content.readNBytes(most);
        kept.put(path, beginning);
        read = beginning.length;
      }
      for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
        read += n;
      }
      return read;
    }

    @Override
    public void link(String path, String target) {
      // The links have it.
    }
  }
}
