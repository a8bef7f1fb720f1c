package network.mandala.ledger.account;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;

/**
 * What a project has, and how fast it spends it.
 *
 * @param projectId whose
 * @param balance what can be spent; without what is held
 * @param held what is set aside
 * @param burnPerHour what was charged in the hour before now, per hour, rounded up; empty when
 *     nothing was charged in it
 * @param changedAt when a balance last changed, by the database's clock
 */
@SuppressWarnings("OptionalUsedAsFieldOrParameterType")
public record Funds(
    String projectId,
    Satoshis balance,
    Satoshis held,
    Optional<Satoshis> burnPerHour,
    Instant changedAt) {
  /** How long the balance lasts at this rate; empty without a rate; zero when nothing is left. */
  public Optional<Duration> runway() {
    return burnPerHour
        .filter(burn -> burn.value() > 0)
        .map(
            burn ->
                balance.value() <= 0
                    ? Duration.ZERO
                    : Duration.ofSeconds(
                        balance.value() / burn.value() * 3600
                            + balance.value() % burn.value() * 3600 / burn.value()));
  }
}
