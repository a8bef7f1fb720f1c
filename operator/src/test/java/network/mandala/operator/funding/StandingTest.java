package network.mandala.operator.funding;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Funding;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.kubernetes.Conditions;
import org.junit.jupiter.api.Test;

class StandingTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00.5Z");
  private static final Ladder LADDER =
      new Ladder(
          new Funding(0L, "7d", List.of(100L), null),
          new FundingSettings(
              1, Duration.ZERO, 50, Duration.ZERO, 0, "https://pay.example/{project}", ""));

  @Test
  void theBalanceIsMirroredAsTheLedgerHasIt() {
    var standing = look(ProjectStatus.empty(), new Money(1000, 36L, NOW));

    assertThat(standing.balance())
        .isEqualTo(new Balance(1000L, "2026-03-01T12:00:00Z", "27h", 36L));
    assertThat(standing.funded().getStatus()).isEqualTo("True");
    assertThat(standing.funded().getReason()).isEqualTo("Funded");
  }

  @Test
  void aProjectWithoutMoneyIsToldHowMuchWhereAndUntilWhen() {
    var standing = look(ProjectStatus.empty(), new Money(-5, null, NOW));

    assertThat(standing.isSuspended()).isTrue();
    assertThat(standing.reclaimAt()).isEqualTo("2026-03-08T12:00:00Z");
    assertThat(standing.funded().getStatus()).isEqualTo("False");
    assertThat(standing.funded().getMessage())
        .contains("Top up 55 satoshis", "https://pay.example/demo", "until 2026-03-08T12:00:00Z");
  }

  @Test
  void theTimeOfTheSuspensionIsThatOfTheCondition() {
    var before = told("False", "BalanceExhausted", "2026-02-01T00:00:00Z");

    var standing = look(before, new Money(-5, null, NOW));

    assertThat(standing.isReclaimed()).isTrue();
    assertThat(standing.funded().getReason()).isEqualTo("Reclaimed");
    assertThat(standing.reclaimAt()).isNull();
  }

  @Test
  void whileTheLedgerIsAwayWhatWasSaidHolds() {
    for (var before :
        List.of(
            told("True", "Funded", "2026-02-01T00:00:00Z"),
            told("True", "BalanceLow", "2026-02-01T00:00:00Z"),
            told("False", "BalanceExhausted", "2026-02-01T00:00:00Z"),
            told("False", "Reclaimed", "2026-02-01T00:00:00Z"))) {
      var standing = Standing.of("demo", before, Optional.empty(), LADDER, NOW);

      var said = before.conditions().getFirst();
      assertThat(standing.balance()).isEqualTo(before.balance());
      assertThat(standing.funded().getStatus()).isEqualTo(said.getStatus());
      assertThat(standing.funded().getReason()).isEqualTo(said.getReason());
      assertThat(standing.reclaimAt()).isNull();
    }
  }

  @Test
  void aProjectThatTheLedgerHasNeverSpokenOfIsNeitherFundedNorSuspended() {
    var standing = Standing.of("demo", ProjectStatus.empty(), Optional.empty(), LADDER, NOW);

    assertThat(standing.balance()).isNull();
    assertThat(standing.isSuspended()).isFalse();
    assertThat(standing.funded().getStatus()).isEqualTo("Unknown");
    assertThat(standing.funded().getReason()).isEqualTo("LedgerUnavailable");
  }

  @Test
  void whoWasUnknownIsJudgedByTheBalance() {
    var before = told("Unknown", "LedgerUnavailable", "2026-02-01T00:00:00Z");

    assertThat(look(before, new Money(0, null, NOW)).rung()).isEqualTo(Rung.LOW);
    assertThat(look(before, new Money(-1, null, NOW)).reclaimAt())
        .isEqualTo("2026-03-08T12:00:00Z");
  }

  private static Standing look(ProjectStatus before, Money money) {
    return Standing.of("demo", before, Optional.of(money), LADDER, NOW);
  }

  private static ProjectStatus told(String status, String reason, String since) {
    Condition funded = Conditions.of("Funded", status, reason, "words");
    funded.setLastTransitionTime(since);
    return new ProjectStatus(
        1L,
        "id",
        "ns",
        null,
        new Balance(-7L, "2026-02-01T00:00:00Z", null, null),
        0,
        List.of(funded));
  }
}
