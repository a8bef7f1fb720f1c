package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** From a change of a resource to its Ready. Safe to use from many threads. */
public final class TimeToReady {

  /** Resources on their way that are timed; more at once are not. */
  private static final int TIMED = 10_000;

  private final Timer timer;
  private final Map<String, Instant> changedAt =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
              return size() > TIMED;
            }
          });

  public TimeToReady(Timer timer) {
    this.timer = timer;
  }

  /**
   * To be called with every new status.
   *
   * @param changed whether it is the first one of another generation
   */
  public void observe(HasMetadata resource, boolean changed, boolean ready, Instant now) {
    var uid = resource.getMetadata().getUid();
    if (changed) {
      changedAt.put(uid, now);
    }
    if (ready) {
      var since = changedAt.remove(uid);
      if (since != null) {
        timer.record(Duration.between(since, now));
      }
    }
  }
}
