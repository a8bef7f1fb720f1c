package network.mandala.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The times that one thing took.
 *
 * @param name what was measured
 * @param times one per run, in the order in which they were taken
 */
record Sample(String name, List<Duration> times) {

  Sample {
    times = List.copyOf(times);
    if (times.isEmpty()) {
      throw new IllegalArgumentException("no run of '" + name + "' was measured");
    }
  }

  Duration median() {
    var sorted = times.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : sorted.get(middle - 1).plus(sorted.get(middle)).dividedBy(2);
  }

  /** One row: runs, minimum, median, maximum in milliseconds. */
  String row() {
    return String.format(
        Locale.ROOT,
        "| %-52s | %4d | %7d | %7d | %7d |",
        name,
        times.size(),
        times.stream().min(Duration::compareTo).orElseThrow().toMillis(),
        median().toMillis(),
        times.stream().max(Duration::compareTo).orElseThrow().toMillis());
  }

  static String header() {
    return """
        | milliseconds                                         | runs |     min |  median |     max |
        |------------------------------------------------------|------|---------|---------|---------|""";
  }
}
