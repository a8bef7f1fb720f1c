package network.mandala.cli.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import network.mandala.cli.console.Table;
import network.mandala.ledger.account.Funds;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.LedgerProject;

/**
 * What a project has, as it is shown.
 *
 * @param burnSatoshisPerHour null: nothing was charged in the last hour
 * @param runwaySeconds null without a rate
 * @param changedAt ISO 8601
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FundsView(
    String project,
    String projectId,
    long balanceSatoshis,
    long heldSatoshis,
    Long burnSatoshisPerHour,
    Long runwaySeconds,
    String changedAt) {
  static FundsView of(LedgerProject project, Funds funds) {
    return new FundsView(
        project.name(),
        project.projectId(),
        funds.balance().value(),
        funds.held().value(),
        funds.burnPerHour().map(Satoshis::value).orElse(null),
        funds.runway().map(Duration::toSeconds).orElse(null),
        funds.changedAt().toString());
  }

  String text() {
    return new Table("PROJECT", "BALANCE", "HELD", "PER HOUR", "LASTS", "PROJECT ID")
        .row(
            project,
            balanceSatoshis + " sat",
            heldSatoshis == 0 ? null : heldSatoshis + " sat",
            burnSatoshisPerHour == null ? null : burnSatoshisPerHour + " sat",
            runwaySeconds == null ? null : words(Duration.ofSeconds(runwaySeconds)),
            projectId)
        .toString();
  }

  private static String words(Duration runway) {
    if (runway.toDays() > 3) {
      return runway.toDays() + " days";
    }
    return runway.toHours() > 3 ? runway.toHours() + " hours" : runway.toMinutes() + " minutes";
  }
}
