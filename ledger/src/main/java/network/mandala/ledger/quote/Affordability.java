package network.mandala.ledger.quote;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;

/** Whether a balance carries a cost for a time. */
public sealed interface Affordability {

  /**
   * @param perHour what everything that the balance pays for costs at least
   * @param time how long it is to last
   */
  static Affordability of(Satoshis balance, Satoshis perHour, Duration time) {
    var needed = Runway.needed(perHour, time);
    var missing = BigInteger.valueOf(needed.value()).subtract(BigInteger.valueOf(balance.value()));
    return missing.signum() <= 0
        ? new Carried(Runway.of(balance, perHour))
        : new Short(
            new Satoshis(missing.min(BigInteger.valueOf(Long.MAX_VALUE)).longValueExact()),
            Runway.of(balance, perHour));
  }

  /**
   * It does.
   *
   * @param runway empty: for ever, since nothing is charged
   */
  record Carried(Optional<Duration> runway) implements Affordability {}

  /**
   * It does not.
   *
   * @param missing what is to be paid in before
   * @param runway how long it would last; empty: nothing is charged, but the balance is below zero
   */
  record Short(Satoshis missing, Optional<Duration> runway) implements Affordability {}
}
