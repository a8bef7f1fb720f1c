package network.mandala.bridge.wallet;

import java.time.Duration;
import java.util.Optional;
import network.mandala.bridge.chain.Report;

/**
 * What follows from a report about a transaction of the wallet. Pure.
 *
 * @param lookAgain when the network is to be asked again; empty: never
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
record SpendStep(SpendState state, String why, Optional<Duration> lookAgain) {
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration OFTEN = Duration.ofMinutes(1);
  private static final Duration RARELY = Duration.ofMinutes(30);
  private static final Duration REST = Duration.ofMinutes(10);
  private static final Duration LONGEST_REST = Duration.ofDays(1);
  private static final int MOST_DOUBLINGS = 9;

  static SpendStep of(Spend spend, Report report) {
    return switch (report) {
      case Report.Mined mined -> new SpendStep(SpendState.MINED, "", Optional.empty());
      case Report.Seen seen ->
          new SpendStep(SpendState.SEEN, "", Optional.of(doubled(OFTEN, spend.attempts())));
      case Report.Contested contested ->
          new SpendStep(
              SpendState.CONTESTED,
              "another transaction spends the same",
              Optional.of(doubled(OFTEN, spend.attempts())));
      case Report.Refused refused ->
          new SpendStep(SpendState.REFUSED, refused.why(), Optional.empty());
      case Report.Pending pending -> waiting(spend, pending.status());
      case Report.NotKnown notKnown -> waiting(spend, "the network does not know it");
    };
  }

  private static SpendStep waiting(Spend spend, String why) {
    var state = spend.state() == SpendState.SIGNED ? SpendState.SENT : spend.state();
    return new SpendStep(state, why, Optional.of(afterSilence(spend.attempts())));
  }

  /** Nothing is known; when to ask again. */
  static Duration afterSilence(int attempts) {
    return doubled(SOON, attempts);
  }

  /** How long an output rests after this many refusals. */
  static Duration rest(int refusals) {
    var rest = REST.multipliedBy(1L << Math.min(Math.max(refusals - 1, 0), MOST_DOUBLINGS));
    return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
  }

  private static Duration doubled(Duration first, int attempts) {
    var delay = first.multipliedBy(1L << Math.min(Math.max(attempts, 0), MOST_DOUBLINGS));
    return delay.compareTo(RARELY) > 0 ? RARELY : delay;
  }
}
