package network.mandala.images;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar file that is being written. */
final class DockerArchive implements Closeable {

  private final TarArchiveOutputStream out;

  DockerArchive(Path file) throws IOException {
    out = new TarArchiveOutputStream(Files.newOutputStream(file));
    out.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
  }

  void add(String name, byte[] content) throws IOException {
    add(name, content.length, new ByteArrayInputStream(content));
  }

  void add(String name, long size, InputStream content) throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(size);
    out.putArchiveEntry(entry);
    content.transferTo(out);
    out.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
