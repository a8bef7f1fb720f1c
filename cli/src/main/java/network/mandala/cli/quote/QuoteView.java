package network.mandala.cli.quote;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import network.mandala.cli.console.Table;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.quote.Affordability;
import network.mandala.ledger.quote.Quote;
import network.mandala.ledger.quote.QuoteLine;
import network.mandala.ledger.quote.Runway;
import network.mandala.ledger.usage.Meter;
import network.mandala.ledger.usage.MeterItem;

/**
 * A quote as an answer, for people and as JSON.
 *
 * @param networkMsatPerGib what traffic costs beside; null: nothing
 * @param funds null: of no project
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QuoteView(
    long priceVersion,
    List<Line> lines,
    long satoshisPerHourMin,
    long satoshisPerHourMax,
    Long networkMsatPerGib,
    ProjectFunds funds) {

  /** What one part of an agent costs by one meter. */
  record Line(
      String agent,
      String part,
      String meter,
      BigDecimal least,
      BigDecimal most,
      long msatPerUnitHour,
      long msatPerHourMin,
      long msatPerHourMax) {}

  /**
   * What pays for it.
   *
   * @param otherSatoshisPerHour what other agents of the project cost already, at least
   * @param runwaySecondsMin with the most pods; null: for ever
   * @param runwaySecondsMax with the fewest pods; null: for ever
   * @param missingSatoshis what the balance is short of; 0: it carries the agents
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProjectFunds(
      String project,
      long balanceSatoshis,
      long otherSatoshisPerHour,
      Long runwaySecondsMin,
      Long runwaySecondsMax,
      long wantedSeconds,
      long missingSatoshis) {

    static ProjectFunds of(
        String project, Satoshis balance, Satoshis others, Quote quote, Duration wanted) {
      var least = sum(others, quote.perHourMin());
      var most = sum(others, quote.perHourMax());
      return new ProjectFunds(
          project,
          balance.value(),
          others.value(),
          seconds(Runway.of(balance, most)),
          seconds(Runway.of(balance, least)),
          wanted.toSeconds(),
          switch (Affordability.of(balance, least, wanted)) {
            case Affordability.Carried _ -> 0;
            case Affordability.Short(Satoshis missing, var _) -> missing.value();
          });
    }

    @JsonProperty
    boolean affordable() {
      return missingSatoshis == 0;
    }

    private static Satoshis sum(Satoshis one, Satoshis other) {
      long sum = one.value() + other.value();
      return new Satoshis(sum < 0 ? Long.MAX_VALUE : sum);
    }

    private static Long seconds(Optional<Duration> runway) {
      return runway.map(Duration::toSeconds).orElse(null);
    }
  }

  static QuoteView of(Quote quote, PriceList prices, ProjectFunds funds) {
    return new QuoteView(
        prices.version(),
        quote.lines().stream().map(QuoteView::line).toList(),
        quote.perHourMin().value(),
        quote.perHourMax().value(),
        prices
            .priceOf(MeterItem.of(Meter.NETWORK))
            .map(Millisatoshis::value)
            .filter(price -> price > 0)
            .orElse(null),
        funds);
  }

  String text() {
    var table =
        new Table(
            "AGENT", "PART", "METER", "LEAST", "MOST", "SAT/UNIT/H", "SAT/H MIN", "SAT/H MAX");
    for (var line : lines) {
      table.row(
          line.agent(),
          line.part(),
          line.meter(),
          units(line.least()),
          units(line.most()),
          satoshis(line.msatPerUnitHour()),
          satoshis(line.msatPerHourMin()),
          satoshis(line.msatPerHourMax()));
    }
    table.row(
        "all",
        "",
        "",
        "",
        "",
        "",
        String.valueOf(satoshisPerHourMin),
        String.valueOf(satoshisPerHourMax));
    var text = new StringBuilder(table.toString());
    text.append("\n\nleast: the fewest pods, each using what it is guaranteed")
        .append("\nmost:  the most pods, each using what its limits allow");
    if (networkMsatPerGib != null) {
      text.append("\nnetwork traffic is not in it: ")
          .append(satoshis(networkMsatPerGib))
          .append(" satoshis for each GiB");
    }
    if (funds != null) {
      text.append("\n\nproject ")
          .append(funds.project())
          .append(" has ")
          .append(funds.balanceSatoshis())
          .append(" satoshis");
      if (funds.otherSatoshisPerHour() > 0) {
        text.append(", and its other agents cost ")
            .append(funds.otherSatoshisPerHour())
            .append(" an hour at least");
      }
      text.append("\nthat lasts ")
          .append(words(funds.runwaySecondsMax()))
          .append(" at the least, ")
          .append(words(funds.runwaySecondsMin()))
          .append(" at the most");
    }
    return text.toString();
  }

  /** What to do when the balance does not carry it. */
  String shortage() {
    return "the balance of project %s does not carry this for %s: %d satoshis are missing. Top it up, take fewer or smaller pods, or let the agent sleep (scaling.sleep)"
        .formatted(
            funds.project(),
            Runway.words(Duration.ofSeconds(funds.wantedSeconds())),
            funds.missingSatoshis());
  }

  private static Line line(QuoteLine line) {
    return new Line(
        line.agent(),
        line.part(),
        line.item().text(),
        line.least(),
        line.most(),
        line.price().value(),
        line.perHourMin().value(),
        line.perHourMax().value());
  }

  private static String units(BigDecimal amount) {
    return amount.setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString();
  }

  private static String satoshis(long msat) {
    return BigDecimal.valueOf(msat, 3).stripTrailingZeros().toPlainString();
  }

  private static String words(Long seconds) {
    return seconds == null ? "for ever" : Runway.words(Duration.ofSeconds(seconds));
  }
}
