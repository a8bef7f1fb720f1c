package network.mandala.process;

/** Everything that runs in one process, wired. */
public interface Running extends AutoCloseable {

  /** Begins to work; it may wait for others before it returns. */
  void start();

  /** Ends what is under way in good order, within seconds; also while {@link #start} waits. */
  @Override
  void close();
}
