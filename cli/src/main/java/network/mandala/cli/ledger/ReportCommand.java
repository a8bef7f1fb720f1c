package network.mandala.cli.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import network.mandala.cli.console.RowsOption;
import network.mandala.ledger.project.LedgerProject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was used and charged, of all projects. */
@Command(
    name = "report",
    description = "Shows what each project used of each thing, and what it cost.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Runnable {
  @Mixin private RowsOption rows;
  @Mixin private LedgerOption ledger;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "From this day or time (UTC) on (default: since this month began).")
  private Instant from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Before this day or time (UTC) (default: until now).")
  private Instant to;

  @Override
  public void run() {
    var clock = Clock.systemUTC();
    var end = to == null ? clock.instant() : to;
    var begin =
        from == null
            ? LocalDate.ofInstant(end, ZoneOffset.UTC)
                .withDayOfMonth(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
            : from;
    ledger.use(
        access -> {
          var names = new Names(access);
          var found =
              access.ledger().report().rows(begin, end).stream()
                  .map(row -> UsageView.of(names.of(row.projectId()), row))
                  .toList();
          rows.answer(UsageView.class, found, () -> UsageView.table(found));
        });
  }

  /** Names of projects, each asked for once. */
  private static final class Names {
    private final LedgerAccess access;
    private final Map<String, String> known = new HashMap<>();

    Names(LedgerAccess access) {
      this.access = access;
      for (LedgerProject project : access.ledger().projects().open()) {
        known.put(project.projectId(), project.name());
      }
    }

    String of(String projectId) {
      return known.computeIfAbsent(
          projectId, id -> access.ledger().projects().byId(id).map(LedgerProject::name).orElse(id));
    }
  }
}
