package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

  @ParameterizedTest
  @CsvSource({"1, PT30S", "2, PT1M", "3, PT2M", "10, PT4H16M", "11, PT6H"})
  void waitsTwiceAsLongEachTimeAndSixHoursAtMost(int attempt, Duration delay) {
    assertThat(Backoff.after(attempt)).contains(delay);
  }

  @Test
  void endsAfterTwelveAttempts() {
    assertThat(Backoff.after(12)).isEmpty();
    assertThat(Backoff.after(Integer.MAX_VALUE)).isEmpty();
  }
}
