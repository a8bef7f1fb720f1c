package network.mandala.benchmarks.bridge;

import java.util.List;

/** How the image of the bridge starts Java, without its class cache. */
final class ProductionFlags {
  static final List<String> ALL =
      List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m");

  private ProductionFlags() {}
}
