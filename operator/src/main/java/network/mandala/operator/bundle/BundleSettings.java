package network.mandala.operator.bundle;

import javax.net.ssl.SSLContext;

/**
 * Where bundles are, and what is made of them.
 *
 * @param host the node's registry, as in image references
 * @param insecure whether it speaks plain HTTP
 * @param trust which servers are believed; null: those that this JVM believes
 * @param base image with the C library, for programs that need it
 * @param architecture of the nodes, in the words of OCI
 * @param maxBytes the largest bundle, and the largest program
 */
public record BundleSettings(
    String host,
    boolean insecure,
    SSLContext trust,
    String base,
    String architecture,
    long maxBytes) {

  /** The processor of this machine, which the nodes are taken to have as well. */
  public static String architectureOfThisMachine() {
    var name = System.getProperty("os.arch");
    return switch (name) {
      case "x86_64" -> "amd64";
      case "aarch64" -> "arm64";
      default -> name;
    };
  }
}
