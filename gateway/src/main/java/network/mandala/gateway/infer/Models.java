package network.mandala.gateway.infer;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import network.mandala.gateway.runner.ModelFacts;
import network.mandala.gateway.runner.Runner;
import network.mandala.gateway.runner.RunnerFailed;

/** What the runner serves, as it said some seconds ago. Safe for any number of threads. */
public final class Models {
  private static final Duration BELIEVED = Duration.ofSeconds(30);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(5);

  private final Runner runner;
  private final int usualWindow;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Instant.MIN);

  private record Known(List<ModelFacts> models, Instant until) {}

  /**
   * @param usualWindow tokens of a model that the runner does not name
   */
  public Models(Runner runner, int usualWindow, Clock clock) {
    this.runner = runner;
    this.usualWindow = usualWindow;
    this.clock = clock;
  }

  /** The last that is known; empty if it never said. */
  public List<ModelFacts> all() {
    var now = clock.instant();
    if (now.isAfter(known.until())) {
      try {
        known = new Known(runner.models(), now.plus(BELIEVED));
      } catch (RunnerFailed e) {
        known = new Known(known.models(), now.plus(AFTER_FAILURE));
      }
    }
    return known.models();
  }

  int contextWindow(String model) {
    return all().stream()
        .filter(facts -> facts.id().equals(model))
        .mapToInt(ModelFacts::contextWindow)
        .findFirst()
        .orElse(usualWindow);
  }
}
