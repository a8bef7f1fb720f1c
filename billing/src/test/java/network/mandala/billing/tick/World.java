package network.mandala.billing.tick;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.billing.config.BillingConfig;
import network.mandala.configuration.ConfigReader;
import network.mandala.crds.project.Network;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Projects;

/** A cluster with projects whose pods use something, scraped every 15 seconds. */
final class World {

  static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
  private static final Duration SCRAPE = Duration.ofSeconds(15);

  /** A clock that only moves when it is told to. */
  final class Hand extends Clock {
    private Instant now = START;

    /** How far the billing process' own clock is off. */
    private Duration off = Duration.ZERO;

    @Override
    public Instant instant() {
      return now.plus(off);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private record Pod(String namespace, String name, double cores, long bytes, Instant began) {}

  final Hand clock = new Hand();
  final StandInPrometheus prometheus =
      new StandInPrometheus(
          new Clock() {
            @Override
            public Instant instant() {
              return clock.now;
            }

            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }
          });
  final InMemoryDebits debits = new InMemoryDebits();
  private final Map<String, Pod> pods = new HashMap<>();
  private final List<LedgerProject> projects = new ArrayList<>();
  private final List<Runnable> unscraped = new ArrayList<>();
  private boolean scraping = true;
  final BillingConfig config =
      BillingConfig.read(
          new ConfigReader("prometheus: {url: http://x, operator: 'job=\"operator\"'}", Map.of()));

  void project(String id) {
    projects.add(
        new LedgerProject(
            id, id, "mandala-project-" + id, id, Network.MAIN, List.of(), Contacts.NONE));
  }

  void pod(String project, String name, double cores, long bytes) {
    pods.put(
        project + "/" + name, new Pod("mandala-project-" + project, name, cores, bytes, clock.now));
  }

  void setScraping(boolean on) {
    scraping = on;
  }

  void setClockOff(Duration off) {
    clock.off = off;
  }

  Instant now() {
    return clock.now;
  }

  /** Time passes, with scrapes. */
  void pass(Duration duration) {
    var end = clock.now.plus(duration);
    while (clock.now.isBefore(end)) {
      var next = clock.now.plus(SCRAPE);
      clock.now = next.isAfter(end) ? end : next;
      var at = clock.now.toEpochMilli();
      var scrapes = List.copyOf(pods.values());
      var began = clock.now;
      Runnable scrape = () -> scrape(scrapes, began, at);
      if (scraping) {
        scrape.run();
      } else {
        unscraped.add(scrape);
      }
    }
  }

  /** Somebody else had scraped all the time, and brings it. */
  void bringHistory() {
    unscraped.forEach(Runnable::run);
    unscraped.clear();
  }

  private void scrape(List<Pod> seen, Instant when, long at) {
    for (var job : List.of("cadvisor", "operator")) {
      prometheus.scrape("up", Map.of("job", job, "instance", "n"), at, 1);
    }
    for (var pod : seen) {
      double seconds = Duration.between(pod.began(), when).toMillis() / 1000.0;
      var labels =
          Map.of(
              "job", "cadvisor", "instance", "n", "namespace", pod.namespace(), "pod", pod.name());
      prometheus.scrape("container_cpu_usage_seconds_total", labels, at, seconds * pod.cores());
      prometheus.scrape("container_memory_working_set_bytes", labels, at, pod.bytes());
      prometheus.scrape("container_network_receive_bytes_total", labels, at, seconds * 1000);
      prometheus.scrape("container_network_transmit_bytes_total", labels, at, seconds * 500);
      prometheus.scrape(
          "mandala_volume_requested_bytes",
          Map.of(
              "job",
              "operator",
              "instance",
              "n",
              "namespace",
              "mandala-system",
              "exported_namespace",
              pod.namespace(),
              "persistentvolumeclaim",
              pod.name()),
          at,
          1 << 30);
    }
  }

  /** A process that has just been started. */
  Tick process() {
    return new Tick(
        prometheus, known(), debits, config, new BillingMetrics(new SimpleMeterRegistry()), clock);
  }

  Projects known() {
    return new Projects() {
      @Override
      public void register(LedgerProject project) {
        projects.add(project);
      }

      @Override
      public void close(String projectId, Instant when) {
        projects.removeIf(project -> project.projectId().equals(projectId));
      }

      @Override
      public List<LedgerProject> open() {
        return List.copyOf(projects);
      }

      @Override
      public Optional<LedgerProject> byName(String name) {
        return projects.stream().filter(project -> project.name().equals(name)).findFirst();
      }

      @Override
      public Optional<LedgerProject> byId(String projectId) {
        return projects.stream()
            .filter(project -> project.projectId().equals(projectId))
            .findFirst();
      }
    };
  }
}
