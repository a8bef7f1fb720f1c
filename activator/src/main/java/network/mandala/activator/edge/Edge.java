package network.mandala.activator.edge;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import network.mandala.activator.http.Door;

/** Listens for requests to spores, and passes them on. */
public final class Edge implements AutoCloseable {

  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

  private final Routes routes;
  private final Door door;

  /**
   * @param port 0: any free one, see {@link #port}
   * @param mostConnections requests that are served at a time
   * @param toDrain how long they may take to end when this is closed
   * @param longestAnswer how long a spore may take to begin its answer
   */
  public record Settings(int port, int mostConnections, Duration toDrain, Duration longestAnswer) {}

  private Edge(Routes routes, Door door) {
    this.routes = routes;
    this.door = door;
  }

  /**
   * Opens it when all spores are known.
   *
   * @param toFill how long that may take
   */
  public static Edge open(
      KubernetesClient client, Settings settings, MeterRegistry registry, Duration toFill)
      throws IOException, InterruptedException, TimeoutException {
    return open(client, settings, registry, toFill, Edge::connect);
  }

  static Edge open(
      KubernetesClient client,
      Settings settings,
      MeterRegistry registry,
      Duration toFill,
      Connector connector)
      throws IOException, InterruptedException, TimeoutException {
    var metrics = new EdgeMetrics(registry);
    var routes = new Routes(client, metrics::forget);
    try {
      routes.start(toFill);
      var exchange =
          new EdgeExchange(
              routes::find, connector, metrics, settings.longestAnswer(), Clock.systemUTC());
      return new Edge(
          routes,
          new Door(
              settings.port(),
              settings.mostConnections(),
              settings.toDrain(),
              exchange::serve,
              "mandala.edge.connections",
              registry));
    } catch (IOException | InterruptedException | TimeoutException | RuntimeException e) {
      routes.close();
      throw e;
    }
  }

  public int port() {
    return door.port();
  }

  /** Whether all spores are known. */
  public boolean isReady() {
    return routes.isFilled();
  }

  private static Socket connect(Endpoint endpoint) throws IOException {
    var socket = new Socket();
    try {
      socket.setTcpNoDelay(true);
      socket.setKeepAlive(true);
      socket.connect(
          new InetSocketAddress(endpoint.address(), endpoint.port()), CONNECT_TIMEOUT_MILLIS);
      return socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e instanceof IOException failed ? failed : new IOException(e);
    }
  }

  @Override
  public void close() {
    door.close();
    routes.close();
  }
}
