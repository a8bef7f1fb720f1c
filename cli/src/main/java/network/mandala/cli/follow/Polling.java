package network.mandala.cli.follow;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.function.Supplier;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Progress.Arrived;
import network.mandala.cli.follow.Progress.Stuck;
import network.mandala.cli.follow.Progress.Underway;

/** As {@link Follower}, where nothing can be watched: asks again and again. */
public final class Polling {
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final Console console;

  public Polling(Console console) {
    this.console = console;
  }

  /** Returns what has arrived. */
  public <T> T follow(Supplier<T> look, Function<T, Progress> judge, Duration timeout) {
    var end = Instant.now().plus(timeout);
    Progress before = null;
    while (true) {
      var seen = look.get();
      var now = judge.apply(seen);
      switch (now) {
        case Arrived _ -> {
          return seen;
        }
        case Stuck stuck -> throw new Failure(stuck.message());
        case Underway underway -> {
          if (!underway.equals(before)) {
            console.progress(underway.line());
          }
          if (Instant.now().isAfter(end)) {
            throw new Failure(
                "after %d s it is still not there; the last thing seen: %s. It goes on at the node; --timeout waits longer"
                    .formatted(timeout.toSeconds(), underway.line()));
          }
        }
      }
      before = now;
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while waiting", e);
    }
  }
}
