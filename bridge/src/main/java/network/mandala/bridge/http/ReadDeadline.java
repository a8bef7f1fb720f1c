package network.mandala.bridge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the time that a peer takes for a request's first line and headers, and for which it sends
 * nothing of a body. The server knows neither: one that sends no more would hold a connection and a
 * thread for ever, and so would one that sends a byte now and then. A connection that waits for its
 * next request is not meant; it has a time of its own.
 */
final class ReadDeadline implements ServerConnectionSelector, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(ReadDeadline.class);
  private static final Duration MOST_BETWEEN_LOOKS = Duration.ofSeconds(1);

  private final ServerConnectionSelector selector;
  private final Duration headerTime;
  private final Duration readTimeout;

  /** As long as their connection is there, whose reader holds them. */
  private final Cache<String, Timed> timed = Caffeine.newBuilder().weakValues().build();

  private final Thread looking;

  private record Timed(ReadClock clock, HelidonSocket socket) {}

  ReadDeadline(ServerConnectionSelector selector, Duration headerTime, Duration readTimeout) {
    this.selector = selector;
    this.headerTime = headerTime;
    this.readTimeout = readTimeout;
    this.looking = Thread.ofPlatform().name("read-deadlines").daemon().start(this::look);
  }

  /** The headers have come: what is read now is the body. */
  void headersHaveCome(String socketId) {
    var connection = timed.getIfPresent(socketId);
    if (connection != null) {
      connection.clock().headersHaveCome();
    }
  }

  /** The request is answered: what is read now is the next one. */
  void requestHasEnded(String socketId) {
    var connection = timed.getIfPresent(socketId);
    if (connection != null) {
      connection.clock().awaitNext();
    }
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var clock = new ReadClock(headerTime.toNanos(), readTimeout.toNanos(), System.nanoTime());
    var connection = new Timed(clock, context.serverSocket());
    timed.put(context.childSocketId(), connection);
    return selector.connection(
        new TimedConnection(context, timed(context.dataReader(), connection)));
  }

  private static DataReader timed(DataReader bytes, Timed connection) {
    return new DataReader(
        () -> {
          // Asked for here, so that the reader holds what the cache forgets otherwise.
          var clock = connection.clock();
          clock.waits(System.nanoTime());
          try {
            bytes.ensureAvailable();
          } catch (DataReader.InsufficientDataAvailableException end) {
            return null;
          } finally {
            clock.waitsNoMore();
          }
          if (clock.isLate(System.nanoTime())) {
            throw RequestException.builder()
                .type(DirectHandler.EventType.OTHER)
                .status(Status.REQUEST_TIMEOUT_408)
                .message("The headers did not come in time")
                .setKeepAlive(false)
                .build();
          }
          return bytes.readBytes(bytes.available());
        });
  }

  private void look() {
    var pause =
        readTimeout.compareTo(headerTime) < 0 ? readTimeout.dividedBy(4) : headerTime.dividedBy(4);
    if (pause.compareTo(MOST_BETWEEN_LOOKS) > 0) {
      pause = MOST_BETWEEN_LOOKS;
    }
    try {
      while (true) {
        Thread.sleep(pause);
        timed.asMap().values().forEach(ReadDeadline::endIfOver);
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whoever reads from it is told that there is no connection any more. */
  private static void endIfOver(Timed connection) {
    if (connection.clock().isOver(System.nanoTime())) {
      try {
        connection.socket().close();
      } catch (RuntimeException e) {
        log.debug("a connection could not be closed: {}", e.getMessage());
      }
    }
  }

  @Override
  public void close() {
    looking.interrupt();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return selector.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return selector.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return selector.supportedApplicationProtocols();
  }
}
