package network.mandala.activator.http;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for the ingress controller, and serves so many connections at a time. */
public final class Door implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Door.class);
  private static final int BACKLOG = 1024;

  private final ServerSocket socket;
  private final Visits visits;
  private final Semaphore free;
  private final int most;
  private final Duration toDrain;
  private final ExecutorService connections =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("request-", 0).factory());

  /** What happens on a connection; it is closed afterwards. */
  @FunctionalInterface
  public interface Visits {
    void serve(Socket visitor) throws InterruptedException;
  }

  /**
   * @param port 0: any free one, see {@link #port}
   * @param gauge the name of the metric that tells how many are served now
   * @throws IOException when the port is taken
   */
  public Door(
      int port,
      int mostConnections,
      Duration toDrain,
      Visits visits,
      String gauge,
      MeterRegistry metrics)
      throws IOException {
    this.visits = visits;
    this.most = mostConnections;
    this.free = new Semaphore(mostConnections);
    this.toDrain = toDrain;
    // One is kept for the next visitor.
    metrics.gauge(gauge, free, f -> most - 1 - f.availablePermits());
    socket = new ServerSocket();
    socket.bind(new InetSocketAddress(port), BACKLOG);
    Thread.ofPlatform().name("door").daemon().start(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /** Beyond the limit nothing is accepted: the ingress controller waits, and then turns away. */
  private void accept() {
    while (!socket.isClosed()) {
      try {
        free.acquire();
        try {
          var visitor = socket.accept();
          connections.execute(() -> serve(visitor));
        } catch (IOException | RuntimeException e) {
          free.release();
          if (!socket.isClosed()) {
            log.warn("A connection was not accepted: {}", e.toString());
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void serve(Socket visitor) {
    try (visitor) {
      visitor.setTcpNoDelay(true);
      visits.serve(visitor);
    } catch (IOException e) {
      log.debug("A visitor left", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.error("A request failed", e);
    } finally {
      free.release();
    }
  }

  /** Takes no more requests, and lets those that are served end. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      log.debug("The door was closed already", e);
    }
    connections.shutdown();
    try {
      if (!connections.awaitTermination(toDrain.toMillis(), TimeUnit.MILLISECONDS)) {
        connections.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      connections.shutdownNow();
    }
  }
}
