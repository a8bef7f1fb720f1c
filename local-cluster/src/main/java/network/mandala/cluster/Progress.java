package network.mandala.cluster;

/** Where a long start tells a person what it does: one line at a time, without line ends. */
@FunctionalInterface
public interface Progress {
  void say(String line);
}
