package network.mandala.bridge.node;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What anybody may ask for and what costs a look at other servers: looked for once in a while,
 * however many ask. Safe for any number of threads; those who come while it is looked for wait.
 */
final class Remembered<T> {
  private final Supplier<T> look;
  private final Duration length;
  private final Clock clock;
  private T value;
  private Instant until = Instant.MIN;

  Remembered(Supplier<T> look, Duration length, Clock clock) {
    this.look = look;
    this.length = length;
    this.clock = clock;
  }

  synchronized T get() {
    if (!clock.instant().isBefore(until)) {
      value = look.get();
      until = clock.instant().plus(length);
    }
    return value;
  }
}
