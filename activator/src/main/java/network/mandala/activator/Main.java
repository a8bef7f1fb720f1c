package network.mandala.activator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import network.mandala.activator.edge.Edge;
import network.mandala.activator.http.Door;
import network.mandala.crds.agent.AgentActivity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The activator as a program; it runs until it is told to end. */
public final class Main {

  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final int REQUEST_TIMEOUT_MILLIS = 10_000;
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final Duration TO_FILL = Duration.ofSeconds(60);

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try (var client = client()) {
      var settings = Settings.of(System.getenv());
      var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
      var stop = new CountDownLatch(1);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform()
                  .unstarted(
                      () -> {
                        stop.countDown();
                        awaitQuietly(stopped, settings.toDrain().plusSeconds(5));
                      }));
      var edgeIsReady = new AtomicReference<BooleanSupplier>(() -> !settings.hasEdge());
      try (var directory = new Directory(client);
          var health =
              new Health(
                  settings.healthPort(),
                  metrics,
                  () -> directory.isFilled() && edgeIsReady.get().getAsBoolean());
          var activity = new Activity(directory, Clock.systemUTC())) {
        directory.start(TO_FILL);
        var waiting = new Waiting(Main::connect, settings.longestHold(), settings.mostHeld());
        metrics.gauge("mandala.activator.held", waiting, Waiting::total);
        var exchange = new Exchange(directory::find, activity, waiting, metrics);
        try (var door =
                new Door(
                    settings.port(),
                    settings.mostConnections(),
                    settings.toDrain(),
                    exchange::serve,
                    "mandala.activator.connections",
                    metrics);
            var edge =
                settings.hasEdge() ? Edge.open(client, settings.edge(), metrics, TO_FILL) : null) {
          log.info("Listens on port {}, health on {}", door.port(), health.port());
          if (edge != null) {
            edgeIsReady.set(edge::isReady);
            log.info("Requests for spores on port {}", edge.port());
          }
          stop.await();
          log.info("Stopping");
        }
      } finally {
        stopped.countDown();
      }
    } catch (IllegalArgumentException e) {
      log.error("Configuration: {}", e.getMessage());
      System.exit(2);
    } catch (IOException | TimeoutException | RuntimeException e) {
      log.error("The activator did not start", e);
      System.exit(1);
    }
  }

  private static void awaitQuietly(CountDownLatch latch, Duration atMost) {
    try {
      if (!latch.await(atMost.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)) {
        log.warn("Ends with requests that are not served");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Socket connect(SleepyAgent agent) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(
          new InetSocketAddress(agent.service(), AgentActivity.SERVICE_PORT),
          CONNECT_TIMEOUT_MILLIS);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e instanceof IOException failed ? failed : new IOException(e);
    }
  }

  private static KubernetesClient client() {
    var config = Config.autoConfigure(null);
    config.setRequestTimeout(REQUEST_TIMEOUT_MILLIS);
    return new KubernetesClientBuilder().withConfig(config).build();
  }
}
