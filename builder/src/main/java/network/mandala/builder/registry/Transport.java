package network.mandala.builder.registry;

/**
 * How the registry is spoken to. Plain HTTP is for a registry on a network of one's own, and is
 * always asked for by name.
 */
public enum Transport {
  TLS("https"),
  PLAIN("http");

  private final String scheme;

  Transport(String scheme) {
    this.scheme = scheme;
  }

  String scheme() {
    return scheme;
  }
}
