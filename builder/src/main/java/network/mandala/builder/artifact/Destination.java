package network.mandala.builder.artifact;

import java.io.IOException;
import java.io.InputStream;

/** Where the entries of an archive go; each path has been checked, and comes once. */
interface Destination {
  void folder(String path) throws IOException;

  /**
   * @return how many bytes of content there were
   */
  long file(String path, boolean executable, InputStream content) throws IOException;

  /** Comes after all files, and never leads outside. */
  void link(String path, String target) throws IOException;
}
