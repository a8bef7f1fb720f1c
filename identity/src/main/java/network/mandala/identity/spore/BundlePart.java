package network.mandala.identity.spore;

/** The parts of a bundle; a refusal names the one that is at fault. */
public enum BundlePart {
  /** What is around the two files: headers, directory, anything that does not belong there. */
  CONTAINER("container"),
  MANIFEST("manifest"),
  SIGNATURE("signature"),
  BINARY("binary"),
  /** The public key in the manifest. */
  KEY("key");

  private final String word;

  BundlePart(String word) {
    this.word = word;
  }

  /** As messages have it. */
  public String word() {
    return word;
  }
}
