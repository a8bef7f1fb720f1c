package network.mandala.bridge.http;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.buffers.DataReader;
import io.helidon.http.DirectHandler;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/**
 * Bounds the whole time that a peer takes for a request's first line and headers. The server knows
 * only how long a single read may last: a byte every few seconds would hold a connection for ever.
 * A connection that waits for its next request is not meant; it has a time of its own.
 */
final class HeaderDeadline implements ServerConnectionSelector {
  private final ServerConnectionSelector selector;
  private final Duration time;

  /** As long as their connection is there. */
  private final Cache<String, HeaderClock> clocks = Caffeine.newBuilder().weakValues().build();

  HeaderDeadline(ServerConnectionSelector selector, Duration time) {
    this.selector = selector;
    this.time = time;
  }

  /** The headers have come: what is read now is the body. */
  void headersHaveCome(String socketId) {
    var clock = clocks.getIfPresent(socketId);
    if (clock != null) {
      clock.stop();
    }
  }

  /** The request is answered: what is read now is the next one. */
  void requestHasEnded(String socketId) {
    var clock = clocks.getIfPresent(socketId);
    if (clock != null) {
      clock.awaitNext();
    }
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    var clock = new HeaderClock(time.toNanos(), System.nanoTime());
    clocks.put(context.childSocketId(), clock);
    return selector.connection(new TimedConnection(context, timed(context.dataReader(), clock)));
  }

  private static DataReader timed(DataReader bytes, HeaderClock clock) {
    return new DataReader(
        () -> {
          try {
            bytes.ensureAvailable();
          } catch (DataReader.InsufficientDataAvailableException end) {
            return null;
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
