package network.mandala.bridge.http;

/**
 * How long one connection's peer lets itself be waited for: in all for the first line and headers
 * of a request, and without a byte for a body. The thread of the connection sets it, and another
 * one looks whether it is over.
 */
final class ReadClock {
  private enum State {
    IDLE,
    HEADERS,
    BODY
  }

  private final long mostForHeaders;
  private final long mostWithoutByte;
  private volatile State state = State.HEADERS;
  private volatile long beganAt;
  private volatile long readsSince;
  private volatile boolean reads;

  /** Of a connection that has just been made: its first request should come soon. */
  ReadClock(long mostForHeadersNanos, long mostWithoutByteNanos, long now) {
    this.mostForHeaders = mostForHeadersNanos;
    this.mostWithoutByte = mostWithoutByteNanos;
    this.beganAt = now;
  }

  /** The connection's thread waits for bytes. */
  void waits(long now) {
    readsSince = now;
    reads = true;
  }

  /** Bytes have come, or none will come any more. */
  void waitsNoMore() {
    reads = false;
  }

  /** Asked whenever bytes have come. */
  boolean isLate(long now) {
    return switch (state) {
      case BODY -> false;
      case HEADERS -> now - beganAt > mostForHeaders;
      case IDLE -> {
        beganAt = now;
        state = State.HEADERS;
        yield false;
      }
    };
  }

  /**
   * Whether nothing need be waited for any more. Asked by others, at any time. One who still sends
   * headers is told that they are late when some of them come, and so has twice the time here.
   */
  boolean isOver(long now) {
    return reads
        && switch (state) {
          case IDLE -> false;
          case HEADERS -> now - beganAt > 2 * mostForHeaders;
          case BODY -> now - readsSince > mostWithoutByte;
        };
  }

  void headersHaveCome() {
    state = State.BODY;
  }

  void awaitNext() {
    state = State.IDLE;
  }
}
