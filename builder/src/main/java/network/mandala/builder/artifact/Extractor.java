package network.mandala.builder.artifact;

import static network.mandala.builder.artifact.EntryPath.quote;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import network.mandala.builder.artifact.PathBook.Kind;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * Goes through one archive and hands on what is in it, checked. Files and folders come first, and
 * nothing is written through a link, because no link exists yet; the links come last, when all of
 * them have been judged together.
 */
final class Extractor {
  private static final int OWNER_MAY_EXECUTE = 0100;

  private final Destination destination;
  private final Limits limits;
  private final PathBook book;
  private final Links links;
  private long bytes;

  Extractor(Destination destination, Limits limits) {
    this.destination = destination;
    this.limits = limits;
    this.book = new PathBook(limits);
    this.links = new Links(limits);
  }

  Extracted extract(InputStream archive) throws IOException {
    try (var expanded = ExpandedStream.open(archive, limits);
        var tar = new TarArchiveInputStream(expanded, "UTF-8")) {
      int entries = 0;
      for (var entry = next(tar, expanded); entry != null; entry = next(tar, expanded)) {
        entries++;
        expanded.contentFollows();
        take(entry, tar);
      }
      if (entries == 0) {
        throw new SourceInvalid(
            "The source archive has no files in it: push the folder that your program is in.");
      }
      links.requireInside();
      for (var link : links.all().entrySet()) {
        destination.link(link.getKey(), link.getValue());
      }
    }
    return new Extracted(book.files(), bytes);
  }

  /** Every path that came. */
  PathBook book() {
    return book;
  }

  Links links() {
    return links;
  }

  private static TarArchiveEntry next(TarArchiveInputStream tar, ExpandedStream expanded)
      throws IOException {
    expanded.headerFollows();
    TarArchiveEntry entry;
    try {
      entry = tar.getNextEntry();
    } catch (IOException | IllegalArgumentException e) {
      throw notTar(e);
    }
    if (entry != null && !entry.isCheckSumOK()) {
      throw notTar(null);
    }
    return entry;
  }

  private static SourceInvalid notTar(Exception cause) {
    return new SourceInvalid(
        "The source is gzipped, but what is inside is no tar archive, or a damaged one: pack it as a .tar.gz.",
        cause);
  }

  private void take(TarArchiveEntry entry, TarArchiveInputStream tar) throws IOException {
    var path = EntryPath.parse(entry.getName(), limits.pathBytes());
    if (entry.isSymbolicLink()) {
      requireNew(path, Kind.LINK);
      links.add(path.toString(), entry.getLinkName());
    } else if (entry.isLink()) {
      throw new SourceInvalid(
          "The entry "
              + quote(path.toString())
              + " is a hard link: pack with tar --hard-dereference.");
    } else if (entry.isDirectory()) {
      addFolder(path);
    } else if (entry.isSparse()) {
      throw new SourceInvalid(
          "The file "
              + quote(path.toString())
              + " is stored as a sparse file: pack without tar --sparse.");
    } else if (entry.isFile() && isRegular(entry)) {
      requireNew(path, Kind.FILE);
      write(path, entry, tar);
    } else {
      throw new SourceInvalid(
          "The entry "
              + quote(path.toString())
              + " is a device, a pipe or something else that is no file: leave it out.");
    }
  }

  /** TarArchiveEntry.isFile() also answers true for types that it does not know. */
  private static boolean isRegular(TarArchiveEntry entry) {
    return switch (entry.getLinkFlag()) {
      case TarArchiveEntry.LF_NORMAL, TarArchiveEntry.LF_OLDNORM, TarArchiveEntry.LF_CONTIG -> true;
      default -> false;
    };
  }

  private void addFolder(EntryPath path) throws IOException {
    if (path.isRoot() || book.kind(path.toString()).equals(Optional.of(Kind.FOLDER))) {
      return;
    }
    requireNew(path, Kind.FOLDER);
    destination.folder(path.toString());
  }

  /** Notes the path, and makes the folders above it that the archive has not named. */
  private void requireNew(EntryPath path, Kind kind) throws IOException {
    if (path.isRoot()) {
      throw new SourceInvalid(
          "An entry of the source archive has no name: it was not packed by a known tool.");
    }
    for (String parent : path.parents()) {
      var known = book.kind(parent);
      if (known.isEmpty()) {
        book.add(parent, Kind.FOLDER);
        destination.folder(parent);
      } else if (known.get() != Kind.FOLDER) {
        throw new SourceInvalid(
            "The path %s goes through %s, which is no folder: pack it again."
                .formatted(quote(path.toString()), quote(parent)));
      }
    }
    book.add(path.toString(), kind);
  }

  private void write(EntryPath path, TarArchiveEntry entry, TarArchiveInputStream tar)
      throws IOException {
    bytes += entry.getSize();
    limits.requireBytes(bytes);
    long written =
        destination.file(path.toString(), (entry.getMode() & OWNER_MAY_EXECUTE) != 0, tar);
    if (written != entry.getSize()) {
      throw new SourceInvalid(
          "The source archive is cut off inside " + quote(path.toString()) + ": push it again.");
    }
  }
}
