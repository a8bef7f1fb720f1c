package network.mandala.operator.funding;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import network.mandala.operator.kubernetes.Events;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the provider when the ledger goes away and when it is back: once each, in the log and as an
 * event of the operator's Deployment. Safe to use from many threads.
 */
public final class LedgerNews {

  private static final Logger log = LoggerFactory.getLogger(LedgerNews.class);

  private final Events events;
  private final HasMetadata operator;
  private State told = State.NOTHING;

  private enum State {
    NOTHING,
    ANSWERS,
    AWAY
  }

  /**
   * @param namespace of the operator
   */
  public LedgerNews(Events events, String namespace) {
    this.events = events;
    this.operator =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName("mandala-operator")
            .withNamespace(namespace)
            .endMetadata()
            .build();
  }

  void answers() {
    if (change(State.ANSWERS) == State.AWAY) {
      log.info("The ledger answers again");
      events.record(operator, Events.Weight.NORMAL, "LedgerAnswers", "The ledger answers again.");
    }
  }

  /** The words of the cause are for the log alone: they may name hosts and users. */
  void isAway(RuntimeException cause) {
    if (change(State.AWAY) != State.AWAY) {
      log.warn("The ledger does not answer: {}", cause.toString());
      log.debug("Because", cause);
      events.record(
          operator,
          Events.Weight.WARNING,
          "LedgerUnavailable",
          "The ledger does not answer. Nobody is suspended or resumed meanwhile, new projects wait,"
              + " and balances are as they were. Look at its database, and at the operator's log.");
    }
  }

  private synchronized State change(State now) {
    var before = told;
    told = now;
    return before;
  }
}
