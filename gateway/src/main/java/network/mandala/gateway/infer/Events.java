package network.mandala.gateway.infer;

/** Where the events of a stream go. */
@FunctionalInterface
public interface Events {
  /**
   * @param name chunk, final or error
   * @param json its data, in one line
   * @throws CallerGone if nobody reads it
   */
  void send(String name, String json);
}
