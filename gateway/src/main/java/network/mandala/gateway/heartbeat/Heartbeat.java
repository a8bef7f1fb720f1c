package network.mandala.gateway.heartbeat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.function.IntSupplier;
import network.mandala.gateway.infer.Models;
import network.mandala.gateway.infer.NodeIdentity;
import network.mandala.gateway.metering.PriceBook;
import network.mandala.gateway.metric.GatewayMetrics;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the router, again and again, that this node is there and what it can do. */
public final class Heartbeat implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Heartbeat.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int OK = 200;

  private final HeartbeatSettings settings;
  private final NodeIdentity node;
  private final Models models;
  private final PriceBook prices;
  private final int atOnce;
  private final IntSupplier load;
  private final GatewayMetrics metrics;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();
  private final Thread thread;
  private boolean wasAccepted;

  private Heartbeat(
      HeartbeatSettings settings,
      NodeIdentity node,
      Models models,
      PriceBook prices,
      int atOnce,
      IntSupplier load,
      GatewayMetrics metrics,
      Clock clock) {
    this.settings = settings;
    this.node = node;
    this.models = models;
    this.prices = prices;
    this.atOnce = atOnce;
    this.load = load;
    this.metrics = metrics;
    this.clock = clock;
    this.thread = Thread.ofVirtual().name("heartbeat").unstarted(this::beat);
  }

  /**
   * Begins, if there is a router to tell.
   *
   * @param atOnce most calls that are run at the same time
   * @param load how many are
   */
  public static Heartbeat start(
      HeartbeatSettings settings,
      NodeIdentity node,
      Models models,
      PriceBook prices,
      int atOnce,
      IntSupplier load,
      GatewayMetrics metrics,
      Clock clock) {
    var heartbeat = new Heartbeat(settings, node, models, prices, atOnce, load, metrics, clock);
    if (!settings.router().toString().isEmpty()) {
      heartbeat.thread.start();
    }
    return heartbeat;
  }

  @Override
  public void close() {
    thread.interrupt();
    client.shutdownNow();
  }

  private void beat() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        boolean accepted = tell();
        metrics.heartbeat(accepted);
        if (accepted && !wasAccepted) {
          log.info("The router at {} knows this node", settings.router());
        }
        wasAccepted = accepted;
        Thread.sleep(settings.every());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private boolean tell() throws InterruptedException {
    try {
      var descriptor =
          Descriptor.json(
              node.id(),
              node.keyId(),
              node.key().profile(),
              settings,
              atOnce,
              load.getAsInt(),
              models.all(),
              prices::of);
      var request =
          HttpRequest.newBuilder(
                  URI.create(settings.router().toString().replaceAll("/+$", "") + "/register-node"))
              .timeout(TIMEOUT)
              .header("content-type", "application/json")
              .POST(BodyPublishers.ofString(node.sign(descriptor, clock.instant()).json()))
              .build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      if (status != OK) {
        log.warn("The router refuses this node with status {}", status);
      }
      return status == OK;
    } catch (IOException | LedgerUnavailable e) {
      log.warn("The router was not told that this node is there: {}", e.getMessage());
      return false;
    }
  }
}
