package network.mandala.gateway.http;

/** What goes back. */
public sealed interface Reply {
  int status();

  /** All of it at once. */
  record Whole(int status, String contentType, String body) implements Reply {}

  /** Server-sent events, one after the other. */
  record Flow(EventSource source) implements Reply {
    @Override
    public int status() {
      return 200;
    }
  }

  /** Writes events until there are no more. */
  @FunctionalInterface
  interface EventSource {
    void writeTo(EventSink sink);
  }

  /** Sends one event; throws UncheckedIOException if nobody reads it. */
  @FunctionalInterface
  interface EventSink {
    void send(String name, String json);
  }

  static Reply json(int status, String json) {
    return new Whole(status, "application/json", json);
  }
}
