package network.mandala.operator.config;

import java.nio.file.Path;
import java.time.Duration;
import network.mandala.configuration.ConfigReader;

/** What a provider decides about money: where the ledger is, and who may run for how long. */
public record MoneyConfig(Ledger ledger, Funding funding) {

  private static final long MOST_SATOSHIS = 2_100_000_000_000_000L;

  /**
   * The database of accounts.
   *
   * @param folder with the files {@code url}, {@code user} and {@code password}; null: there is no
   *     ledger, and nothing costs anything
   * @param connections at a time
   */
  public record Ledger(Path folder, int connections) {}

  /**
   * When a project runs, waits and sleeps.
   *
   * @param minimumBalanceSatoshis below it no new build and no new release begins
   * @param minimumRunway for which the balance must carry what is deployed
   * @param resumeMarginSatoshis above its threshold, before a suspended project runs again
   * @param lowRunway below it a project counts as running low
   * @param welcomeSatoshis that a new project gets once
   * @param pollInterval how often the ledger is asked which balances have changed
   * @param topUpUrl where owners can pay; {@code {project}} stands for the name; may be empty
   * @param topUpText what the 402 page says besides; may be empty
   */
  public record Funding(
      long minimumBalanceSatoshis,
      Duration minimumRunway,
      long resumeMarginSatoshis,
      Duration lowRunway,
      long welcomeSatoshis,
      Duration pollInterval,
      String topUpUrl,
      String topUpText) {}

  /** Reads every key of it; problems stay in the reader. */
  static MoneyConfig read(ConfigReader in) {
    return new MoneyConfig(
        new Ledger(
            in.pathOrNull(
                "ledger.folder",
                "folder with the files url (JDBC), user and password of the ledger's database;"
                    + " none: there is no ledger, nothing is charged and nobody is suspended"),
            in.intBetween("ledger.connections", 1, 100, 4, "connections to the ledger at a time")),
        new Funding(
            in.longBetween(
                "funding.minimumBalanceSatoshis",
                0,
                MOST_SATOSHIS,
                1,
                "balance of a project below which no new build and no new release begins, and which"
                    + " a suspended project needs to run again"),
            in.duration(
                "funding.minimumRunway",
                Duration.ZERO,
                "how long the balance must carry an agent, with its fewest pods, for a new build or"
                    + " release to begin; 0s: it need not"),
            in.longBetween(
                "funding.resumeMarginSatoshis",
                0,
                MOST_SATOSHIS,
                1000,
                "a suspended project runs again when its balance is so much above"
                    + " spec.funding.suspendBelowSatoshis"),
            in.duration(
                "funding.lowRunway",
                Duration.ofHours(24),
                "a project whose balance lasts less long is said to run low; 0s: only its alerts"
                    + " say so"),
            in.longBetween(
                "funding.welcomeSatoshis",
                0,
                MOST_SATOSHIS,
                0,
                "what a new project gets once, out of the provider's pocket"),
            in.duration(
                "funding.pollInterval",
                Duration.ofSeconds(2),
                "how often the ledger is asked which balances have changed; one question for all"
                    + " projects"),
            in.text(
                "funding.topUpUrl",
                "",
                "where owners can top up, for the page of suspended projects and for conditions;"
                    + " {project} stands for the name of the project"),
            in.text(
                "funding.topUpText",
                "",
                "what the page of suspended projects says besides, in plain text")));
  }
}
