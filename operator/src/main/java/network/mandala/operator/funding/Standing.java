package network.mandala.operator.funding;

import static network.mandala.operator.kubernetes.Conditions.FALSE;
import static network.mandala.operator.kubernetes.Conditions.TRUE;
import static network.mandala.operator.kubernetes.Conditions.UNKNOWN;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.kubernetes.Conditions;

/**
 * What is reported of the money of a project, and where it stands with it.
 *
 * @param balance null: no ledger is connected, or it has not answered yet
 * @param funded the condition; null: no ledger is connected
 * @param rung null: not known, or no ledger is connected
 * @param reclaimAt when only time has to pass for its volumes to go; null: never
 */
public record Standing(Balance balance, Condition funded, Rung rung, Instant reclaimAt) {

  private static final String TYPE = ProjectCondition.FUNDED.word();

  /** There is no ledger. */
  public static Standing unmetered() {
    return new Standing(null, null, null, null);
  }

  public boolean isSuspended() {
    return rung != null && rung.isSuspended();
  }

  public boolean isReclaimed() {
    return rung == Rung.RECLAIMED;
  }

  /**
   * @param before what was reported last: where the project stood, and since when
   * @param money empty: the ledger has not said, so nothing changes
   */
  static Standing of(
      String project, ProjectStatus before, Optional<Money> money, Ladder ladder, Instant now) {
    return money
        .map(known -> known(project, before, known, ladder, now))
        .orElseGet(() -> unknown(before));
  }

  /** What was reported last, where nobody has looked. */
  public static Standing kept(ProjectStatus before) {
    return Conditions.find(before.conditions(), TYPE)
        .map(
            funded ->
                new Standing(
                    before.balance(),
                    Conditions.of(
                        TYPE, funded.getStatus(), funded.getReason(), funded.getMessage()),
                    rung(funded),
                    null))
        .orElseGet(Standing::unmetered);
  }

  private static Standing unknown(ProjectStatus before) {
    if (before.balance() == null || Conditions.find(before.conditions(), TYPE).isEmpty()) {
      return new Standing(
          null,
          Conditions.of(
              TYPE,
              UNKNOWN,
              ProjectReason.LEDGER_UNAVAILABLE.word(),
              "The balance is not known yet, since the ledger does not answer. New builds and"
                  + " releases wait for it; what runs goes on. It is tried again by itself."),
          null,
          null);
    }
    return kept(before);
  }

  private static Standing known(
      String project, ProjectStatus before, Money money, Ladder ladder, Instant now) {
    var told = Conditions.find(before.conditions(), TYPE);
    var rungBefore = told.map(Standing::rung).orElse(Rung.FUNDED);
    var stood = rungBefore == null ? Rung.FUNDED : rungBefore;
    var since = stood.isSuspended() ? Instant.parse(told.get().getLastTransitionTime()) : null;
    var rung = ladder.next(stood, since, money, now);
    var suspendedSince = since == null ? now.truncatedTo(ChronoUnit.SECONDS) : since;
    var reclaimAt = rung == Rung.SUSPENDED ? ladder.reclaimsAt(suspendedSince).orElse(null) : null;
    return new Standing(
        new Balance(
            money.satoshis(),
            money.asOf().truncatedTo(ChronoUnit.SECONDS).toString(),
            ladder.runway(money).map(Ladder::words).orElse(null),
            money.perHour()),
        Conditions.of(
            TYPE,
            rung.isSuspended() ? FALSE : TRUE,
            rung.reason().word(),
            message(project, rung, money, ladder, reclaimAt)),
        rung,
        reclaimAt);
  }

  private static String message(
      String project, Rung rung, Money money, Ladder ladder, Instant reclaimAt) {
    var settings = ladder.settings();
    return switch (rung) {
      case FUNDED -> "The balance pays for what runs.";
      case LOW ->
          "The balance runs low: it is suspended below %d satoshis. Top it up.%s"
              .formatted(ladder.terms().suspendBelowSatoshis(), settings.whereToPay(project));
      case SUSPENDED ->
          "Suspended: the balance of %d satoshis is used up; no pods run, all data is kept%s. Top up %d satoshis: everything runs again by itself.%s"
              .formatted(
                  money.satoshis(),
                  reclaimAt == null ? "" : " until " + reclaimAt + ", when its volumes are deleted",
                  Math.subtractExact(ladder.resumesAt(), money.satoshis()),
                  settings.whereToPay(project));
      case RECLAIMED ->
          "Suspended for longer than spec.funding.reclaimAfter: the volumes are deleted. Top up %d satoshis: everything runs again by itself, with empty volumes.%s"
              .formatted(
                  Math.subtractExact(ladder.resumesAt(), money.satoshis()),
                  settings.whereToPay(project));
    };
  }

  /** Null when the condition says that nothing is known. */
  private static Rung rung(Condition funded) {
    return Arrays.stream(Rung.values())
        .filter(rung -> rung.reason().word().equals(funded.getReason()))
        .findFirst()
        .orElse(null);
  }
}
