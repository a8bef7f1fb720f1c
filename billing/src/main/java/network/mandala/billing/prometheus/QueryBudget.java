package network.mandala.billing.prometheus;

import java.util.function.Consumer;
import network.mandala.billing.prometheus.PrometheusFault.Reason;

/**
 * Passes so many questions on and no more: what a tick asks must not depend on how many projects
 * there are. For one thread.
 */
public final class QueryBudget implements Samples {

  private final Samples samples;
  private int left;
  private int asked;

  public QueryBudget(Samples samples, int most) {
    this.samples = samples;
    left = most;
  }

  public int left() {
    return left;
  }

  public int asked() {
    return asked;
  }

  @Override
  public Answer ask(Question question, Consumer<Series> consumer) {
    if (left == 0) {
      throw new PrometheusFault(Reason.BUDGET, "no more questions in this tick");
    }
    left--;
    asked++;
    return samples.ask(question, consumer);
  }
}
