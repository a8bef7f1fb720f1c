package network.mandala.billing.prometheus;

import java.util.function.Consumer;

/** Whoever answers questions for samples. */
@FunctionalInterface
public interface Samples {

  /**
   * Gives every series of the answer to the consumer, one after the other.
   *
   * @return what the answer consisted of
   * @throws PrometheusFault when there is no answer that can be used; what the consumer was given
   *     before is then worth nothing
   */
  Answer ask(Question question, Consumer<Series> consumer);
}
