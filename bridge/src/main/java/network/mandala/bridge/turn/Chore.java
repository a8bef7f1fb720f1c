package network.mandala.bridge.turn;

/** One thing of a turn. It is done by every replica, so doing it twice is doing it once. */
@FunctionalInterface
public interface Chore {
  /** Does some of it; true if more of it waits that should be done at once. */
  boolean doSome();

  /** One that leaves nothing. */
  static Chore of(Runnable all) {
    return () -> {
      all.run();
      return false;
    };
  }
}
