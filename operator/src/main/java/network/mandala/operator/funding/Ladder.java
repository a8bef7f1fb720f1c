package network.mandala.operator.funding;

import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.crds.format.Formats;
import network.mandala.crds.project.Funding;

/**
 * Who runs and who sleeps: a function of the balance, of where the project stood before, and of the
 * time. Going down and coming up again have different thresholds, so that a balance which lingers
 * at the edge moves nothing.
 *
 * @param terms of the project
 * @param settings of the provider
 */
public record Ladder(Funding terms, FundingSettings settings) {

  private static final long MOST = 2_100_000_000_000_000L;
  private static final int SECONDS_PER_HOUR = 3600;

  /** A runway that grows by so much more than what is low is not low any more: 5/4. */
  private static final int CLEAR_OF_LOW_NUMERATOR = 5;

  private static final int CLEAR_OF_LOW_DENOMINATOR = 4;

  /**
   * @param before where the project stood
   * @param suspendedSince null unless it is suspended
   */
  Rung next(Rung before, Instant suspendedSince, Money money, Instant now) {
    if (before.isSuspended()) {
      if (money.satoshis() >= resumesAt()) {
        return isLow(before, money) ? Rung.LOW : Rung.FUNDED;
      }
      // What is deleted stays so, whatever the terms say later.
      return before == Rung.RECLAIMED
              || reclaimsAt(suspendedSince).filter(at -> !now.isBefore(at)).isPresent()
          ? Rung.RECLAIMED
          : Rung.SUSPENDED;
    }
    if (money.satoshis() < terms.suspendBelowSatoshis()) {
      return Rung.SUSPENDED;
    }
    return isLow(before, money) ? Rung.LOW : Rung.FUNDED;
  }

  /** The balance that a suspended project needs. */
  long resumesAt() {
    return Math.max(
        Math.min(MOST, terms.suspendBelowSatoshis() + settings.resumeMargin()),
        settings.minimumBalance());
  }

  /** When the volumes of a suspended project are deleted; empty: never. */
  Optional<Instant> reclaimsAt(Instant suspendedSince) {
    return Optional.ofNullable(terms.reclaimAfter())
        .map(Formats::duration)
        .map(suspendedSince::plus);
  }

  /** The lowest alert that comes before the suspension; without one there is none. */
  private boolean isLow(Rung before, Money money) {
    boolean belowAlert =
        terms.alertsAtSatoshis().stream()
            .filter(alert -> alert > terms.suspendBelowSatoshis())
            .min(Long::compare)
            .filter(alert -> money.satoshis() < alert)
            .isPresent();
    return belowAlert || isShort(before, money);
  }

  private boolean isShort(Rung before, Money money) {
    if (settings.lowRunway().isZero()) {
      return false;
    }
    // What is used differs from window to window: the way out is longer than the way in.
    var limit =
        before == Rung.LOW
            ? settings
                .lowRunway()
                .multipliedBy(CLEAR_OF_LOW_NUMERATOR)
                .dividedBy(CLEAR_OF_LOW_DENOMINATOR)
            : settings.lowRunway();
    return runway(money).filter(runway -> runway.compareTo(limit) < 0).isPresent();
  }

  /** How long the balance lasts until the suspension; empty: not known, or for ever. */
  Optional<Duration> runway(Money money) {
    if (money.perHour() == null || money.perHour() <= 0) {
      return Optional.empty();
    }
    var left = Math.max(0, money.satoshis() - terms.suspendBelowSatoshis());
    return Optional.of(lasts(left, money.perHour()));
  }

  /** How long an amount pays for a use per hour, in whole seconds, at most 1000 years. */
  static Duration lasts(long satoshis, long perHour) {
    var seconds =
        BigInteger.valueOf(satoshis)
            .multiply(BigInteger.valueOf(SECONDS_PER_HOUR))
            .divide(BigInteger.valueOf(perHour));
    return Duration.ofSeconds(
        seconds.min(BigInteger.valueOf(Duration.ofDays(365_000).toSeconds())).longValueExact());
  }

  /** Two units at most are of no use to anybody: 12d, 3h, 40m, 0s. */
  static String words(Duration duration) {
    if (duration.toDays() >= 2) {
      return duration.toDays() + "d";
    }
    if (duration.toHours() >= 2) {
      return duration.toHours() + "h";
    }
    return duration.toMinutes() >= 1 ? duration.toMinutes() + "m" : "0m";
  }
}
