package network.mandala.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ActivityTest {

  private static final SleepyAgent HELLO =
      new SleepyAgent("ns", "hello", "hello", Duration.ofSeconds(5), null);

  private final List<Instant> reports = new CopyOnWriteArrayList<>();

  @Test
  void theFirstRequestIsReportedAtOnceAndTheNextOnesNowAndThen() {
    try (var activity = new Activity((agent, time) -> reports.add(time), Clock.systemUTC())) {
      for (int i = 0; i < 1000; i++) {
        activity.begin(HELLO).close();
      }

      await().until(() -> reports.size() == 1);
      // The last of them is told when its turn comes.
      await().until(() -> reports.size() == 2);
      assertThat(reports.get(1)).isAfter(reports.get(0));
    }
  }

  @Test
  void aRequestThatLastsIsReportedAgainAndAgain() {
    try (var activity = new Activity((agent, time) -> reports.add(time), Clock.systemUTC());
        var request = activity.begin(HELLO)) {
      assertThat(request).isNotNull();
      await().until(() -> reports.size() >= 3);

      assertThat(reports).isSorted();
    }
  }

  @Test
  void aReportThatFailsIsMadeAgain() {
    var tries = new AtomicInteger();
    Activity.Reports failing =
        (agent, time) -> {
          if (tries.incrementAndGet() == 1) {
            throw new IllegalStateException("no API server");
          }
          reports.add(time);
        };
    try (var activity = new Activity(failing, Clock.systemUTC())) {
      activity.begin(HELLO).close();

      await().until(() -> !reports.isEmpty());
    }
  }
}
