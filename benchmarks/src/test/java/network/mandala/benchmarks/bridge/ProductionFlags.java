package network.mandala.benchmarks.bridge;

import java.util.ArrayList;
import java.util.List;
import network.mandala.images.JvmFlags;

/** How the image of the bridge starts Java, without its class cache. */
final class ProductionFlags {
  /** What its share is of the memory that the chart gives to a container. */
  private static final String HEAP = "-Xmx460m";

  private ProductionFlags() {}

  /** With those of the property {@code bridge.flags}, by blanks, for whoever looks deeper. */
  static List<String> all() {
    var flags = new ArrayList<>(JvmFlags.SERVING);
    flags.add(HEAP);
    flags.addAll(List.of(System.getProperty("bridge.flags", "").split(" ")));
    flags.removeIf(String::isBlank);
    return flags;
  }
}
