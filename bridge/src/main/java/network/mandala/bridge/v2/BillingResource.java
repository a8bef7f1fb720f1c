package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.session.Seals;
import network.mandala.crds.project.Project;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.account.Funds;
import network.mandala.ledger.journal.Entry;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.journal.EntryQuery;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.UnknownProject;

/** What a project has, and why. */
public final class BillingResource {
  private static final Map<String, EntryKind> KINDS =
      Arrays.stream(EntryKind.values())
          .collect(Collectors.toMap(BillingResource::word, Function.identity()));

  private final Ledger ledger;
  private final Seals seals;

  public BillingResource(Ledger ledger, Seals seals) {
    this.ledger = ledger;
    this.seals = seals;
  }

  /**
   * What a project has.
   *
   * @param satoshis can be spent; negative: is owed
   * @param held is set aside
   * @param satoshisPerHour null: nothing was used in the last hour
   * @param runwaySeconds how long it lasts; null without a rate
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record FundsView(
      long satoshis, long held, Long satoshisPerHour, Long runwaySeconds, String changedAt) {
    static FundsView of(Funds funds) {
      return new FundsView(
          funds.balance().value(),
          funds.held().value(),
          funds.burnPerHour().map(Satoshis::value).orElse(null),
          funds.runway().map(Duration::toSeconds).orElse(null),
          funds.changedAt().toString());
    }
  }

  /** One posting. */
  private record EntryView(
      long id,
      String at,
      String kind,
      long satoshis,
      long balanceAfter,
      String reason,
      String actor,
      String key) {
    static EntryView of(Entry entry) {
      return new EntryView(
          entry.id(),
          entry.at().toString(),
          word(entry.kind()),
          entry.amount().value(),
          entry.balanceAfter().value(),
          entry.reason(),
          entry.actor(),
          entry.key());
    }
  }

  public Reply balance(Call call, Project project) {
    new Parameters(call.search()).failIfAnythingIsWrong();
    try {
      return Reply.ok(FundsView.of(ledger.accounts().funds(account(project))));
    } catch (UnknownProject notYet) {
      return Reply.ok(new FundsView(0, 0, null, null, null));
    }
  }

  /** The newest first. */
  public Reply entries(Call call, Project project) {
    var in = new Parameters(call.search());
    var wanted = Page.Wanted.read(in, seals, "billing " + call.variable("id"));
    var kind = in.choice("kind", KINDS);
    var from = in.time("from");
    var to = in.time("to");
    in.failIfAnythingIsWrong();
    var query = EntryQuery.latest(wanted.limit() + 1);
    if (kind.isPresent()) {
      query = query.kinds(Set.of(kind.get()));
    }
    if (from.isPresent()) {
      query = query.from(from.get());
    }
    if (to.isPresent()) {
      query = query.to(to.get());
    }
    if (wanted.after().isPresent()) {
      query = query.before(Long.parseLong(wanted.after().get()));
    }
    return Reply.ok(
        wanted.of(
            ledger.journal().entries(account(project), query),
            entry -> String.valueOf(entry.id()),
            EntryView::of));
  }

  /** Money keeps the id that a project got first. */
  private static String account(Project project) {
    var status = project.getStatus();
    return status == null || status.projectId() == null
        ? project.getMetadata().getName()
        : status.projectId();
  }

  private static String word(EntryKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
