package network.mandala.benchmarks.metering;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.mandala.billing.config.BillingConfig;
import network.mandala.billing.prometheus.PrometheusClient;
import network.mandala.billing.prometheus.PrometheusSettings;
import network.mandala.billing.tick.BillingMetrics;
import network.mandala.billing.tick.Tick;
import network.mandala.configuration.ConfigReader;

/**
 * Prints what one tick over 10,000 projects of 3 pods costs, without the ledger, and what the older
 * node's way costs at the same stand-in: four queries for each project, one after the other.
 */
public final class Main {

  private static final int RUNS = 5;

  private Main() {}

  public static void main(String[] args) throws Exception {
    var folder = Files.createTempDirectory("recorded");
    var server =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                RecordedServer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (var out =
        new BufferedReader(
            new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
      var url = "http://127.0.0.1:" + out.readLine();
      System.out.printf(
          Locale.ROOT,
          "answers of %d MB, heap limit %d MB, %d processors%n",
          size(folder) >> 20,
          Runtime.getRuntime().maxMemory() >> 20,
          Runtime.getRuntime().availableProcessors());
      for (int run = 0; run < RUNS; run++) {
        tick(url);
      }
      olderWay(url);
    } finally {
      server.destroy();
      server.waitFor();
      delete(folder);
    }
  }

  private static void tick(String url) throws IOException {
    var end = Instant.ofEpochSecond(Recorded.START + Recorded.WINDOW);
    var clock = Clock.fixed(end.plusSeconds(Recorded.STALENESS + 20), ZoneOffset.UTC);
    var config =
        BillingConfig.read(new ConfigReader("prometheus: {url: '%s'}".formatted(url), Map.of()));
    var books = new NoBooks(Instant.ofEpochSecond(Recorded.START));
    var settings =
        new PrometheusSettings(
            URI.create(url), null, null, "", "", Duration.ofMinutes(1), 1L << 30);
    try (var prometheus = new PrometheusClient(settings, clock)) {
      var tick =
          new Tick(
              prometheus,
              books,
              books,
              config,
              new BillingMetrics(new SimpleMeterRegistry()),
              clock);
      System.gc();
      heap().forEach(java.lang.management.MemoryPoolMXBean::resetPeakUsage);
      long start = System.nanoTime();
      var outcome = tick.run();
      var took = Duration.ofNanos(System.nanoTime() - start);
      System.out.printf(
          Locale.ROOT,
          "tick: %d queries, %.2f s, heap at most %d MB; %d windows with %d readings; faults %s%n",
          outcome.questions(),
          took.toMillis() / 1000.0,
          heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum() >> 20,
          books.windows(),
          books.readings(),
          outcome.faults());
    }
  }

  private static List<java.lang.management.MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }

  private static void olderWay(String url) throws IOException, InterruptedException {
    var queries =
        List.of(
            "sum(rate(container_cpu_usage_seconds_total{namespace=\"%s\", image!=\"\"}[5m]))",
            "avg_over_time(container_memory_working_set_bytes{namespace=\"%s\", image!=\"\"}[5m])",
            "sum(increase(container_network_receive_bytes_total{namespace=\"%s\", image!=\"\"}[5m])"
                + " + increase(container_network_transmit_bytes_total{namespace=\"%s\","
                + " image!=\"\"}[5m]))",
            "avg_over_time(kubelet_volume_stats_used_bytes{namespace=\"%s\"}[5m])");
    int asked = 0;
    long start = System.nanoTime();
    try (var http = HttpClient.newHttpClient()) {
      for (int project = 0; project < Recorded.PROJECTS; project++) {
        var namespace = Recorded.namespace(project);
        for (var query : queries) {
          var text = URLEncoder.encode(query.replace("%s", namespace), StandardCharsets.UTF_8);
          var request =
              HttpRequest.newBuilder(URI.create(url + "/api/v1/query?query=" + text)).build();
          var answer = http.send(request, BodyHandlers.ofString());
          if (answer.statusCode() != 200) {
            throw new IOException("the stand-in answers " + answer.statusCode());
          }
          asked++;
        }
      }
    }
    System.out.printf(
        Locale.ROOT,
        "the older way: %d queries, %.2f s, of which none was evaluated%n",
        asked,
        Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0);
  }

  private static long size(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      long size = 0;
      for (var file : (Iterable<Path>) files::iterator) {
        size += Files.size(file);
      }
      return size;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
