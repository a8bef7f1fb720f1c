package network.mandala.images.training;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** What trainings of processes have in common, which do not end by themselves. */
final class Waiting {

  private static final Duration BETWEEN = Duration.ofMillis(100);

  private Waiting() {}

  /**
   * Returns when the program has done what it should, has ended, or takes too long. The last two
   * are told: what the program did not do is not in its cache.
   *
   * @param what should be seen, in words
   */
  static void await(
      String program, Process process, Duration longest, String what, BooleanSupplier seen)
      throws InterruptedException {
    long end = System.nanoTime() + longest.toNanos();
    boolean done = seen.getAsBoolean();
    while (!done && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(BETWEEN);
      done = seen.getAsBoolean();
    }
    if (!done) {
      System.err.printf(
          "%s: the training saw no %s, so that its class cache is incomplete%n", program, what);
    }
  }

  /** A port of this machine where nobody listens at the moment. */
  static int freePort() throws IOException {
    try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }
}
