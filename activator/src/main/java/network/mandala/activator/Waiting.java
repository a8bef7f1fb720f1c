package network.mandala.activator;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Connections to agents, some of which have to start first. A request waits for so long, and so
 * many of them for one agent: what is beyond that is turned away, and costs nothing. Safe to use
 * from many threads.
 */
final class Waiting {

  private static final Duration BETWEEN_TRIES = Duration.ofMillis(150);

  private final Upstream upstream;
  private final Duration longest;
  private final int most;
  private final Map<SleepyAgent, AtomicInteger> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger total = new AtomicInteger();

  /** Nobody answers, for a reason that a visitor is told. */
  static final class TurnedAway extends Exception {
    private static final long serialVersionUID = 1;

    TurnedAway(String message) {
      super(message);
    }
  }

  Waiting(Upstream upstream, Duration longest, int most) {
    this.upstream = upstream;
    this.longest = longest;
    this.most = most;
  }

  /** How many wait now, for all agents. */
  int total() {
    return total.get();
  }

  /** Waits for the agent if it has to. */
  Socket connect(SleepyAgent agent) throws TurnedAway, InterruptedException {
    try {
      return upstream.connect(agent);
    } catch (IOException e) {
      return await(agent);
    }
  }

  private Socket await(SleepyAgent agent) throws TurnedAway, InterruptedException {
    var count = waiting.computeIfAbsent(agent, key -> new AtomicInteger());
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      throw new TurnedAway("too many requests wait for the agent to start");
    }
    total.incrementAndGet();
    try {
      long end = System.nanoTime() + longest.toNanos();
      while (System.nanoTime() < end) {
        Thread.sleep(BETWEEN_TRIES);
        try {
          return upstream.connect(agent);
        } catch (IOException e) {
          // Not yet.
        }
      }
      throw new TurnedAway("the agent did not start in %d s".formatted(longest.toSeconds()));
    } finally {
      total.decrementAndGet();
      count.decrementAndGet();
    }
  }
}
