package network.mandala.benchmarks.bridge;

import java.util.ArrayList;
import java.util.List;

/** How the image of the bridge starts Java, without its class cache. */
final class ProductionFlags {
  private ProductionFlags() {}

  /** With those of the property {@code bridge.flags}, by blanks, for whoever looks deeper. */
  static List<String> all() {
    var flags =
        new ArrayList<>(List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xmx256m"));
    flags.addAll(List.of(System.getProperty("bridge.flags", "").split(" ")));
    flags.removeIf(String::isBlank);
    return flags;
  }
}
