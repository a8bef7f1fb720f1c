package network.mandala.manifest;

/** What lies beside the manifest, in the folder or the archive that it came with. */
public interface SourceTree {

  /**
   * @param path relative, with slashes, of {@code network.mandala.crds.format.Formats#PATH_INSIDE}
   */
  boolean hasFile(String path);

  /**
   * @param path as for {@link #hasFile}
   */
  boolean hasFolder(String path);
}
