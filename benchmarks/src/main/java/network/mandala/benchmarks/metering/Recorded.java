package network.mandala.benchmarks.metering;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** The answers of a Prometheus that scrapes 10,000 projects of 3 pods every 15 seconds. */
final class Recorded {

  static final int PROJECTS = 10_000;
  static final int PODS = 3;
  static final long START = 1_780_000_200L;
  static final int WINDOW = 300;
  static final int STALENESS = 120;
  private static final int SCRAPE = 15;
  private static final int NODES = 300;

  private final Path folder;

  Recorded(Path folder) {
    this.folder = folder;
  }

  static String namespace(int project) {
    return "mandala-project-p%05d".formatted(project);
  }

  /** Writes all answers; the same ones each time. */
  void write() throws IOException {
    pods("container_cpu_usage_seconds_total", "\"cpu\":\"total\",", 0.75, 6);
    pods("container_memory_working_set_bytes", "", 4096, 0);
    pods("container_network_receive_bytes_total", "\"interface\":\"eth0\",", 15_000, 0);
    pods("container_network_transmit_bytes_total", "\"interface\":\"eth0\",", 7_500, 0);
    volumes();
    up("up-cadvisor", "cadvisor", NODES);
    up("up-operator", "operator", 2);
    Files.writeString(file("mandala_gpu_allocated"), head() + "]}}");
    Files.writeString(file("mandala_tee_allocated"), head() + "]}}");
  }

  Path file(String name) {
    return folder.resolve(name + ".json");
  }

  private static String head() {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[";
  }

  private void pods(String metric, String label, double perScrape, int digits) throws IOException {
    try (var out = Files.newBufferedWriter(file(metric), StandardCharsets.UTF_8)) {
      out.write(head());
      for (int project = 0; project < PROJECTS; project++) {
        for (int pod = 0; pod < PODS; pod++) {
          int number = project * PODS + pod;
          if (number > 0) {
            out.write(',');
          }
          out.write(
              """
              {"metric":{"__name__":"%s",%s"id":"/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod%08x_c5a7_49da_8e11_246c6028188d.slice","instance":"10.0.%d.%d:10250","job":"cadvisor","metrics_path":"/metrics/cadvisor","namespace":"%s","node":"node-%d","pod":"agent-65c454758f-%05d"},"values":["""
                  .formatted(
                      metric,
                      label,
                      number,
                      number % NODES / 256,
                      number % 256,
                      namespace(project),
                      number % NODES,
                      number));
          samples(out, number % SCRAPE, 1000 + number, perScrape, digits);
          out.write("]}");
        }
      }
      out.write("]}}");
    }
  }

  private void volumes() throws IOException {
    try (var out =
        Files.newBufferedWriter(file("mandala_volume_requested_bytes"), StandardCharsets.UTF_8)) {
      out.write(head());
      for (int project = 0; project < PROJECTS; project++) {
        if (project > 0) {
          out.write(',');
        }
        out.write(
            """
            {"metric":{"__name__":"mandala_volume_requested_bytes","exported_namespace":"%s","instance":"10.1.0.9:8081","job":"operator","namespace":"mandala-system","persistentvolumeclaim":"data","pod":"mandala-operator-0"},"values":["""
                .formatted(namespace(project)));
        samples(out, 3, 10_737_418_240.0, 0, 0);
        out.write("]}");
      }
      out.write("]}}");
    }
  }

  private void up(String name, String job, int targets) throws IOException {
    try (var out = Files.newBufferedWriter(file(name), StandardCharsets.UTF_8)) {
      out.write(head());
      for (int target = 0; target < targets; target++) {
        out.write(target > 0 ? "," : "");
        out.write(
            """
            {"metric":{"__name__":"up","instance":"10.0.%d.%d:10250","job":"%s","metrics_path":"/metrics/cadvisor"},"values":["""
                .formatted(target / 256, target % 256, job));
        samples(out, target % SCRAPE, START + WINDOW + 2 * STALENESS, 1, 0, 0);
        out.write("]}");
      }
      out.write("]}}");
    }
  }

  private static void samples(BufferedWriter out, int offset, double first, double step, int digits)
      throws IOException {
    samples(out, offset, START + WINDOW + STALENESS, first, step, digits);
  }

  private static void samples(
      BufferedWriter out, int offset, long end, double first, double step, int digits)
      throws IOException {
    var separator = "";
    for (long at = START - STALENESS + offset; at < end; at += SCRAPE) {
      double value = first + step * ((at - START) / SCRAPE + 100);
      out.write(separator);
      out.write(
          "[" + at + ".431,\"" + String.format(Locale.ROOT, "%." + digits + "f", value) + "\"]");
      separator = ",";
    }
  }
}
