package network.mandala.builder.artifact;

/** Archives for tests of other packages. */
public final class Archives {
  private Archives() {}

  /** An archive with one file of this very path. */
  public static byte[] withPath(String path) {
    return new TarMaker().file(path, "hostile").tgz();
  }
}
