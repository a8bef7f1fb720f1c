package network.mandala.bridge.http;

/** When the headers of one connection's request began to come. For the thread of the connection. */
final class HeaderClock {
  private enum State {
    IDLE,
    HEADERS,
    BODY
  }

  private final long most;
  private State state = State.HEADERS;
  private long beganAt;

  /** Of a connection that has just been made: its first request should come soon. */
  HeaderClock(long mostNanos, long now) {
    this.most = mostNanos;
    this.beganAt = now;
  }

  /** Asked whenever bytes come. */
  boolean isLate(long now) {
    return switch (state) {
      case BODY -> false;
      case HEADERS -> now - beganAt > most;
      case IDLE -> {
        state = State.HEADERS;
        beganAt = now;
        yield false;
      }
    };
  }

  void stop() {
    state = State.BODY;
  }

  void awaitNext() {
    state = State.IDLE;
  }
}
