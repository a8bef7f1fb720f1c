package network.mandala.ledger.receipt;

import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import network.mandala.ledger.usage.Window;
import org.junit.jupiter.api.Test;

class ChargedTimeTest {
  @Test
  void aWindowIsTakenUnlessOneThatWasTakenOverlapsIt() {
    qt().withExamples(500)
        .forAll(lists().of(integers().between(0, 299)).ofSizeBetween(0, 60))
        .check(
            numbers -> {
              var time = new ChargedTime();
              var taken = new ArrayList<Window>();
              for (int number : numbers) {
                var window = window(number);
                boolean free = taken.stream().noneMatch(window::overlaps);
                if (time.add(window) != free) {
                  return false;
                }
                if (free) {
                  taken.add(window);
                }
              }
              return true;
            });
  }

  /** Of one, two or four seconds, in the first minutes of 1970. */
  private static Window window(int number) {
    long seconds = 1L << (number % 3);
    return new Window(Instant.ofEpochSecond(number / 3 * seconds), Duration.ofSeconds(seconds));
  }
}
