package network.mandala.billing.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import network.mandala.billing.config.BillingConfig.Sources;
import network.mandala.billing.config.BillingConfig.Windows;
import network.mandala.billing.metering.Health;
import network.mandala.billing.metering.Horizon;
import network.mandala.billing.metering.Measure;
import network.mandala.billing.metering.Tally;
import network.mandala.billing.metering.Usage;
import network.mandala.billing.prometheus.Question;
import network.mandala.billing.prometheus.SampleRules;
import network.mandala.billing.prometheus.Samples;
import network.mandala.billing.prometheus.Series;

/** Asks for what is needed to know the usage of some windows. For one thread. */
final class Reader {

  private static final int MOST_SERIES = 5_000_000;

  /** More pods than these are not named in a question: all are asked for. */
  private static final int MOST_NAMED = 300;

  /** Sees a second or so of differing clocks: scrapes are stamped by different machines. */
  private static final Duration CLOCKS = Duration.ofMinutes(5);

  private final Samples samples;
  private final Sources sources;
  private final Windows windows;
  private final BillingMetrics metrics;

  Reader(Samples samples, Sources sources, Windows windows, BillingMetrics metrics) {
    this.samples = samples;
    this.sources = sources;
    this.windows = windows;
    this.metrics = metrics;
  }

  /** When each target of the source was scraped, around these windows. */
  Health health(Source source, Horizon horizon) {
    long staleness = windows.staleness().toMillis();
    // What is new in the first window is judged by the scrapes of a while before it.
    long from = horizon.start() - 3 * staleness;
    // A scrape beyond the staleness says that all before it is known.
    long to = horizon.end() + 2 * staleness;
    var health = new Health(staleness, from);
    var question =
        new Question(
            PromQl.range(
                PromQl.selector("up", source.matchers(sources)), Duration.ofMillis(to - from + 1)),
            Instant.ofEpochMilli(to),
            new SampleRules(from - 1, to, 1, MOST_SERIES));
    ask(question, health::add);
    return health;
  }

  /** The newest scrape of a source that Prometheus has now, by its own clock; 0: none. */
  long newest(Source source, Instant now) {
    var found = new long[1];
    var question =
        new Question(
            PromQl.newest(PromQl.selector("up", source.matchers(sources))),
            now,
            new SampleRules(
                now.minus(CLOCKS).toEpochMilli(), now.plus(CLOCKS).toEpochMilli(), 1e13, 10));
    ask(
        question,
        series -> {
          if (series.count() == 1) {
            found[0] = Math.round(series.value(0) * 1000);
          }
        });
    return found[0];
  }

  /** What every namespace used. */
  List<Usage> usage(Metering metering, Horizon horizon, Health health) {
    var usages = new ArrayList<Usage>();
    int things = 0;
    for (var selector : metering.selectors()) {
      var tally = new Tally(metering.measure(), horizon, health, windows.staleness().toMillis());
      var question =
          new Question(
              PromQl.range(selector, Duration.ofMillis(tally.to() - tally.from() + 1)),
              Instant.ofEpochMilli(tally.to()),
              new SampleRules(
                  tally.from() - 1, tally.to(), metering.measure().highest(), MOST_SERIES));
      ask(question, tally::add);
      if (metering.measure().kind() == Measure.Kind.COUNTER) {
        findEarlier(tally, selector, metering.measure());
      }
      things += tally.things();
      metrics.refused(tally.refused());
      usages.addAll(tally.result());
    }
    metrics.things(metering.meter(), things);
    return usages;
  }

  /** Counters that seem to begin in these windows, but may have been there before a gap. */
  private void findEarlier(Tally tally, String selector, Measure measure) {
    var pods = tally.strangers();
    if (pods.isEmpty()) {
      return;
    }
    var narrowed =
        pods.size() > MOST_NAMED
            ? selector
            : selector.substring(0, selector.length() - 1)
                + ","
                + PromQl.isOneOf("pod", pods)
                + "}";
    long at = tally.from();
    var question =
        new Question(
            PromQl.last(narrowed, windows.history()),
            Instant.ofEpochMilli(at),
            new SampleRules(
                at - windows.history().toMillis() - 1, at, measure.highest(), MOST_SERIES));
    ask(question, earlier -> tally.remember(earlier, windows.history().toMillis()));
  }

  private void ask(Question question, java.util.function.Consumer<Series> consumer) {
    metrics.answered(samples.ask(question, consumer));
  }
}
