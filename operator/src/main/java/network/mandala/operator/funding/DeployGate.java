package network.mandala.operator.funding;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import network.mandala.crds.price.Estimate;
import network.mandala.crds.project.Balance;

/** Whether a new build or a new release may begin. What runs is not asked. */
public final class DeployGate {

  private DeployGate() {}

  /**
   * Why not.
   *
   * @param isUnknown whether it is for want of an answer, not of money
   */
  public record Closed(boolean isUnknown, String message) {}

  /**
   * @param balance null: not known
   * @param estimate of the agent; null: it costs nothing
   * @return empty: it may begin
   */
  public static Optional<Closed> decide(
      String project, Balance balance, Estimate estimate, FundingSettings settings) {
    if (balance == null || balance.satoshis() == null) {
      return Optional.of(
          new Closed(
              true,
              "The balance of project %s is not known yet, since the ledger does not answer. A new build or release waits for it; what runs goes on."
                  .formatted(project)));
    }
    long least = Math.max(settings.minimumBalance(), carries(estimate, settings.minimumRunway()));
    if (balance.satoshis() >= least) {
      return Optional.empty();
    }
    long missing = Math.subtractExact(least, balance.satoshis());
    return Optional.of(
        new Closed(
            false,
            "Project %s has %d satoshis; a new build or release needs %d%s. Top up %d satoshis: it goes on by itself. What runs goes on.%s"
                .formatted(
                    project,
                    balance.satoshis(),
                    least,
                    least > settings.minimumBalance()
                        ? ", which is %s of what the agent costs at least"
                            .formatted(Ladder.words(settings.minimumRunway()))
                        : "",
                    missing,
                    settings.whereToPay(project))));
  }

  /** What the agent costs in that time, rounded up. */
  private static long carries(Estimate estimate, Duration time) {
    if (estimate == null || estimate.satoshisPerHourMin() == null || time.isZero()) {
      return 0;
    }
    var perHour = BigInteger.valueOf(Duration.ofHours(1).toSeconds());
    return BigInteger.valueOf(estimate.satoshisPerHourMin())
        .multiply(BigInteger.valueOf(time.toSeconds()))
        .add(perHour.subtract(BigInteger.ONE))
        .divide(perHour)
        .min(BigInteger.valueOf(2_100_000_000_000_000L))
        .longValueExact();
  }
}
