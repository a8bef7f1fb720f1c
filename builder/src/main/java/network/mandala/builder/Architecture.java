package network.mandala.builder;

/**
 * The processor that an image is for, in the words of OCI: the one that builds it, as the
 * dependencies were installed on it.
 */
final class Architecture {
  private Architecture() {}

  static String ofThisMachine() {
    String name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
