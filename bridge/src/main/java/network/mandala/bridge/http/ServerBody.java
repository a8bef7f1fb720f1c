package network.mandala.bridge.http;

import io.helidon.http.media.ReadableEntity;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What comes over a connection. */
final class ServerBody implements Body {
  private static final Logger log = LoggerFactory.getLogger(ServerBody.class);

  /** More is not read of a body that is refused: then the connection ends instead. */
  private static final long MOST_DROPPED = 64L << 20;

  private static final int CHUNK = 16 << 10;

  private final ReadableEntity entity;
  private final OptionalLong length;
  private final Duration time;
  private InputStream begun;
  private boolean ended;

  ServerBody(ReadableEntity entity, OptionalLong length, Duration time) {
    this.entity = entity;
    this.length = length;
    this.time = time;
  }

  @Override
  public byte[] bytes(int most) {
    if (!entity.hasEntity()) {
      return new byte[0];
    }
    ended = true; // what is refused here is read here, as far as it is
    long end = System.nanoTime() + time.toNanos();
    try (var in = entity.inputStream()) {
      if (length.orElse(0) > most) {
        throw refused(in, most, length.getAsLong(), end);
      }
      var bytes = new ByteArrayOutputStream((int) length.orElse(CHUNK));
      var chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        inTime(end);
        bytes.write(chunk, 0, n);
        if (bytes.size() > most) {
          throw refused(in, most, bytes.size(), end);
        }
      }
      return bytes.toByteArray();
    } catch (IOException | UncheckedIOException e) {
      throw last(400, "The body ends too soon");
    } catch (NumberFormatException e) {
      // The size of a chunk; the server does not know what to say either.
      throw last(400, "The body is not as its headers say");
    }
  }

  @Override
  public InputStream stream() {
    if (!entity.hasEntity()) {
      return InputStream.nullInputStream();
    }
    begun = entity.inputStream();
    // Whoever has read enough closes it; what is left is dropped later.
    return new FilterInputStream(begun) {
      @Override
      public void close() {}
    };
  }

  /**
   * Reads what nobody wants: clients send all before they listen, and a connection that ends with
   * bytes unread takes the reply with it (RFC 9112, section 9.6).
   */
  void dropRest() {
    if (ended || !entity.hasEntity() || length.orElse(0) > MOST_DROPPED) {
      return;
    }
    ended = true;
    try {
      drop(begun == null ? entity.inputStream() : begun, System.nanoTime() + time.toNanos());
    } catch (IOException | RuntimeException e) {
      log.debug("the rest of a body did not come: {}", e.getMessage());
    }
  }

  /** Nobody knows how long it is. */
  void leave() {
    ended = true;
  }

  private Refusal refused(InputStream in, int most, long size, long end) throws IOException {
    if (size <= MOST_DROPPED) {
      drop(in, end);
    }
    return Refusal.tooLarge(most);
  }

  private static void drop(InputStream in, long end) throws IOException {
    var chunk = new byte[CHUNK];
    long dropped = 0;
    for (int n = in.read(chunk); n >= 0 && dropped <= MOST_DROPPED; n = in.read(chunk)) {
      inTime(end);
      dropped += n;
    }
  }

  private static void inTime(long end) {
    if (System.nanoTime() - end > 0) {
      throw last(408, "The body did not come in time");
    }
  }

  /** What follows of such a body is not the next request. */
  private static Refusal last(int status, String error) {
    return new Refusal(Reply.error(status, error).with(HttpServer.LAST));
  }
}
