package network.mandala.gateway.runner;

import java.util.List;
import java.util.function.Consumer;

/** A program that runs models. Safe for any number of threads. */
public interface Runner {
  /**
   * The models that it serves.
   *
   * @throws RunnerFailed if it does not say
   */
  List<ModelFacts> models();

  /**
   * Runs a model to its end.
   *
   * @throws RunnerFailed if it fails or takes too long; the work is stopped then
   */
  Answer infer(Job job);

  /**
   * Runs a model and passes on what it writes as it comes. Whatever the receiver throws stops the
   * work.
   *
   * @throws RunnerFailed if it fails or takes too long; the work is stopped then
   */
  default Answer stream(Job job, Consumer<String> deltas) {
    var answer = infer(job);
    deltas.accept(answer.output());
    return answer;
  }

  boolean isHealthy();
}
