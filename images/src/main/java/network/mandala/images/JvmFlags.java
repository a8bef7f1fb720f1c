package network.mandala.images;

import java.util.List;
import java.util.stream.Stream;

/** How the virtual machines of our processes start. */
public final class JvmFlags {
  /** Of every process. The heap follows the container's limit. */
  private static final List<String> EVERY =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:MaxRAMPercentage=60",
          "-XX:MinHeapFreeRatio=20",
          "-XX:MaxHeapFreeRatio=40",
          // Gives back what the start needed outside the heap.
          "-XX:TrimNativeHeapInterval=60000",
          // The class cache where it expects to be: its pages then stay clean, and replicas on one
          // node share them. Elsewhere it would be rewritten, into 25 MB of each process's own.
          "-XX:+UnlockDiagnosticVMOptions",
          "-XX:ArchiveRelocationMode=0",
          // The curve of signatures is a library in C.
          "--enable-native-access=ALL-UNNAMED",
          // Guava asks for memory in a way that the JDK warns about.
          "--sun-misc-unsafe-memory-access=allow",
          "-Xlog:aot=off",
          "-Xlog:cds=off");

  /**
   * For processes that wait for others most of the time, where a fast start and little memory
   * count. C1 alone: at the start the optimising compiler costs more than it saves, in time and in
   * memory.
   */
  public static final List<String> WAITING = with("-XX:TieredStopAtLevel=1", "-XX:MaxNewSize=8m");

  /**
   * For processes that answer thousands of requests in a second. Both compilers: the start is done
   * by the first, and the second begins where calls are many. Young objects have room for some
   * thousand requests, so that hardly any outlives a collection.
   */
  public static final List<String> SERVING =
      with("-XX:NewSize=48m", "-XX:MaxNewSize=48m", "-XX:ReservedCodeCacheSize=64m");

  private JvmFlags() {}

  private static List<String> with(String... more) {
    return Stream.concat(EVERY.stream(), Stream.of(more)).toList();
  }
}
