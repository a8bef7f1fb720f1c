package network.mandala.billing.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import network.mandala.ledger.audit.AuditReport;
import network.mandala.ledger.audit.AuditReport.Check;
import network.mandala.ledger.audit.AuditReport.Finding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AuditJobTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ArrayDeque<Supplier<AuditReport>> results = new ArrayDeque<>();
  private Instant now = NOW;
  private final AuditJob job =
      new AuditJob(() -> results.remove().get(), Duration.ofHours(1), registry, () -> now);

  @Test
  void tellsWhenTheBooksWereLastRight() {
    run(report());

    assertThat(gauge("last.success.timestamp.seconds")).isEqualTo(NOW.getEpochSecond());
    assertThat(gauge("last.run.timestamp.seconds")).isEqualTo(NOW.getEpochSecond());
    assertThat(problems(Check.BALANCES)).isZero();
  }

  @Test
  void countsProblemsUntilTheyAreGoneAndLeavesTheLastSuccessWhereItWas() {
    run(report());
    now = NOW.plusSeconds(3600);
    run(
        report(
            new Finding(Check.BALANCES, "p1", "balance 5, entries sum to 6"),
            new Finding(Check.BALANCES, "p2", "balance 1, entries sum to 0"),
            new Finding(Check.RECEIPTS, "p1", "receipt 3 is changed")));

    assertThat(problems(Check.BALANCES)).isEqualTo(2);
    assertThat(problems(Check.RECEIPTS)).isEqualTo(1);
    assertThat(gauge("last.success.timestamp.seconds")).isEqualTo(NOW.getEpochSecond());
    assertThat(gauge("last.run.timestamp.seconds")).isEqualTo(now.getEpochSecond());

    run(report());

    assertThat(problems(Check.BALANCES)).isZero();
    assertThat(gauge("last.success.timestamp.seconds")).isEqualTo(now.getEpochSecond());
  }

  @Test
  void isNoAuditWhenItCouldNotRun() {
    results.add(
        () -> {
          throw new IllegalStateException("the database is gone");
        });
    job.runOnce();

    assertThat(gauge("last.run.timestamp.seconds")).isZero();
    assertThat(registry.get("mandala.ledger.audit.failures").counter().count()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Check.class)
  void everyProblemComesWithWhatToDo(Check check) {
    assertThat(AuditJob.advice(check)).isNotBlank().doesNotEndWith(".");
  }

  private void run(AuditReport report) {
    results.add(() -> report);
    job.runOnce();
  }

  private static AuditReport report(Finding... findings) {
    return new AuditReport(NOW, 2, 10, 5, List.of(findings));
  }

  private double gauge(String name) {
    return registry.get("mandala.ledger.audit." + name).gauge().value();
  }

  private double problems(Check check) {
    return registry
        .get("mandala.ledger.audit.problems")
        .tag("check", check.name().toLowerCase(Locale.ROOT))
        .gauge()
        .value();
  }
}
