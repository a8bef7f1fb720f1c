package network.mandala.benchmarks.bridge;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who used this machine's cores between two moments: the processes that we started, and others. */
record CpuShares(long atNanos, double busySeconds, Map<String, Double> ours) {
  private static final double TICKS_PER_SECOND = 100;

  static CpuShares now() {
    var ours = new TreeMap<String, Double>();
    ProcessHandle.current()
        .descendants()
        .forEach(
            process ->
                process
                    .info()
                    .totalCpuDuration()
                    .ifPresent(time -> ours.merge(name(process), seconds(time), Double::sum)));
    ours.put(
        "this test",
        seconds(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO)));
    return new CpuShares(System.nanoTime(), busy(), ours);
  }

  /** Cores, on average since {@code before}. */
  String since(CpuShares before) {
    double seconds = (atNanos - before.atNanos) / 1e9;
    var cores = new TreeMap<String, Double>();
    ours.forEach(
        (name, used) -> cores.put(name, (used - before.ours.getOrDefault(name, 0.0)) / seconds));
    double known = cores.values().stream().mapToDouble(Double::doubleValue).sum();
    cores.put("others", Math.max(0, (busySeconds - before.busySeconds) / seconds - known));
    return cores.entrySet().stream()
        .filter(entry -> entry.getValue() >= 0.01)
        .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
        .map(entry -> String.format(Locale.ROOT, "%s %.2f", entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String name(ProcessHandle process) {
    var command = process.info().command().orElse("unknown");
    return command.substring(command.lastIndexOf('/') + 1);
  }

  /** Of all cores of the machine, without waiting. */
  private static double busy() {
    try {
      var fields = Files.readAllLines(Path.of("/proc/stat")).getFirst().split(" +");
      long ticks = 0;
      for (int i : new int[] {1, 2, 3, 6, 7, 8}) { // user, nice, system, interrupts, stolen
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0;
    }
  }

  private static double seconds(Duration time) {
    return time.toNanos() / 1e9;
  }
}
