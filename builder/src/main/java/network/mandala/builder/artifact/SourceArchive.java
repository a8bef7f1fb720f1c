package network.mandala.builder.artifact;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * A folder of source as one gzipped tar.
 *
 * <p>Extracting refuses, each with a sentence for the owner of the source: what is no gzip or no
 * tar; absolute paths and {@code ..}; links that lead out of the folder, also by way of other
 * links; hard links, devices, sparse files; a path that comes twice, also in another spelling of
 * case or accents; and more bytes, files or expansion than the {@link Limits} allow, as soon as
 * they are passed.
 */
public final class SourceArchive {
  private SourceArchive() {}

  /**
   * Packs {@code folder}. The same files give the same bytes: entries are sorted, times and owners
   * are zero, and a file is either executable or not. What is left out is told by {@link
   * Packed#leftOut()}; {@link IgnoreRules} says how it is chosen.
   *
   * @throws SourceRefused when the folder has a link that leads out of it, or exceeds the limits
   */
  public static Packed pack(Path folder, OutputStream out, Limits limits) throws IOException {
    return pack(folder, Map.of(), out, limits);
  }

  /**
   * Packs {@code folder} as above, and files that are not in it.
   *
   * @param added content by path; they come first, in place of what the folder has there
   */
  public static Packed pack(Path folder, Map<String, byte[]> added, OutputStream out, Limits limits)
      throws IOException {
    return new Packer(folder, added, limits).pack(out);
  }

  /**
   * Bytes that, put before an archive, add files to it: gzip members and the entries of a tar
   * follow each other. The archive must have none of these paths; the same files give the same
   * bytes.
   *
   * @param files content by path
   */
  public static byte[] prefix(Map<String, byte[]> files) {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      // Not closed: the end of the archive comes with the one that follows.
      var tar = new TarArchiveOutputStream(gzip, "UTF-8");
      for (var file : new TreeMap<>(files).entrySet()) {
        var entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        entry.setModTime(0);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
      tar.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("memory takes all bytes", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Extracts an archive into {@code target}, which must be empty or absent. Streams: memory does
   * not grow with the archive. After a failure the folder may hold a part of it.
   *
   * @throws SourceRefused when the archive is not taken
   */
  public static Extracted extract(InputStream archive, Path target, Limits limits)
      throws IOException {
    Files.createDirectories(target);
    try (var inside = Files.newDirectoryStream(target)) {
      if (inside.iterator().hasNext()) {
        throw new IllegalArgumentException(target + " is not empty");
      }
    }
    return new Extractor(new FolderDestination(target), limits).extract(archive);
  }

  /**
   * Goes through an archive as {@link #extract} does, and refuses the same, without writing
   * anything. Memory grows with the number of paths only.
   *
   * @param keep paths of files whose content is asked for afterwards
   * @param most bytes that are kept of each of them; the rest is dropped
   * @throws SourceRefused when the archive is not taken
   */
  public static Inventory inspect(InputStream archive, Limits limits, Set<String> keep, int most)
      throws IOException {
    return Inventory.of(archive, limits, keep, most);
  }
}
