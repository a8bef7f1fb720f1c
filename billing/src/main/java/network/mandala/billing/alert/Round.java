package network.mandala.billing.alert;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.project.Projects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One look at the journal: each crossing becomes a row of the outbox for each contact. */
final class Round {

  private static final Logger LOG = LoggerFactory.getLogger(Round.class);
  private static final int PROJECTS_AT_ONCE = 200;

  /** So that a journal that grows faster than it is read does not hold up the deliveries. */
  private static final int MOST_BATCHES = 1000;

  private final JournalReader journal;
  private final Projects projects;
  private final AlertSettings settings;
  private final InstantSource clock;
  private final AlertMetrics metrics;

  Round(
      JournalReader journal,
      Projects projects,
      AlertSettings settings,
      InstantSource clock,
      AlertMetrics metrics) {
    this.journal = journal;
    this.projects = projects;
    this.settings = settings;
    this.clock = clock;
    this.metrics = metrics;
  }

  /** Returns when the journal has been read, or enough of it. */
  void readJournal() {
    List<String> before = List.of();
    for (int batch = 0; batch < MOST_BATCHES; batch++) {
      var changed = journal.changed(PROJECTS_AT_ONCE);
      // The same again: another replica has them.
      if (changed.isEmpty() || changed.equals(before)) {
        return;
      }
      var known = new HashMap<String, LedgerProject>();
      changed.forEach(id -> projects.byId(id).ifPresent(project -> known.put(id, project)));
      journal.read(changed, (id, news) -> decide(known, id, news)).forEach(this::tell);
      before = changed;
    }
  }

  private List<Alert> decide(
      Map<String, LedgerProject> known, String projectId, JournalReader.News news) {
    var project = known.get(projectId);
    if (project == null) {
      return List.of();
    }
    var oldest = clock.instant().minus(settings.oldest());
    return Crossing.among(news.before(), news.movements(), project.alertsAt()).stream()
        .filter(crossing -> !crossing.at().isBefore(oldest))
        .map(
            crossing ->
                new Alert(
                    crossing.entryId(), notice(project, crossing), Contacts.of(project, settings)))
        .toList();
  }

  private void tell(Alert alert) {
    var notice = alert.notice();
    metrics.crossing(notice.urgency());
    LOG.info(
        "Balance alert at threshold {}. Balance: {}. Project: {}, contacts: {}",
        notice.thresholds().getLast(),
        notice.balance(),
        notice.project(),
        alert.contacts().targets().size());
    for (var why : alert.contacts().dropped()) {
      metrics.dropped();
      LOG.warn("Dropped a contact of project {}: {}", notice.project(), why);
    }
  }

  private static Notice notice(LedgerProject project, Crossing crossing) {
    return new Notice(
        project.projectId(),
        project.displayName().isBlank() ? project.name() : project.displayName(),
        project.name(),
        project.network().name().toLowerCase(Locale.ROOT),
        crossing.direction(),
        crossing.balance().value(),
        crossing.thresholds().stream().map(Satoshis::value).toList(),
        Urgency.of(crossing.balance()),
        crossing.at());
  }
}
