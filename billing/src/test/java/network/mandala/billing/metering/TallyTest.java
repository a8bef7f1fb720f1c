package network.mandala.billing.metering;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import network.mandala.billing.prometheus.Series;
import org.junit.jupiter.api.Test;

class TallyTest {

  private static final long STALE = 120_000;
  private static final Horizon HORIZON = new Horizon(600_000, 300_000, 2);

  private final Health health = new Health(STALE, 0);

  @Test
  void whatACounterCountsIsSharedOutByTime() {
    wellScraped();

    // 30 s of CPU in the minute around the border, half of it on each side.
    assertThat(cpu(at(595, 100), at(870, 100), at(930, 130)))
        .containsExactlyEntriesOf(Map.of("a", "15000000,15000000"));
  }

  @Test
  void eachWindowHasItsOwnAndNothingOfWhatIsOutside() {
    wellScraped();

    assertThat(cpu(at(540, 100), at(600, 160), at(660, 190), at(1170, 200), at(1230, 260)))
        .containsExactlyEntriesOf(Map.of("a", "30000000,40000000"));
  }

  @Test
  void whatWasCountedInAGapBelongsToTheWindowInWhichItIsSeen() {
    wellScraped();

    assertThat(cpu(at(590, 100), at(610, 102), at(1000, 202)))
        .containsExactlyEntriesOf(Map.of("a", "1000000,100000000"));
  }

  @Test
  void aLowerValueIsAResetUnlessItIsNoise() {
    wellScraped();

    assertThat(cpu(at(590, 1000), at(600, 1000), at(660, 10), at(720, 30)))
        .as("reset")
        .containsExactlyEntriesOf(Map.of("a", "30000000,0"));
    assertThat(cpu(at(590, 1000), at(600, 1000), at(660, 999), at(720, 1002)))
        .as("noise")
        .containsExactlyEntriesOf(Map.of("a", "2000000,0"));
  }

  @Test
  void aPodThatAppearsBeganAtZero() {
    wellScraped();

    assertThat(cpu(at(720, 5), at(780, 35))).containsExactlyEntriesOf(Map.of("a", "35000000,0"));
  }

  @Test
  void aPodThatWasThereBeforeAnybodyLookedDidNot() {
    for (long second = 700; second < 1400; second += 10) {
      scrape(second);
    }

    assertThat(cpu(at(720, 500_000), at(780, 500_030)))
        .containsExactlyEntriesOf(Map.of("a", "30000000,0"));
  }

  @Test
  void whatAppearsWithALongLifeBehindItDidNotBeginThen() {
    wellScraped();

    assertThat(cpu(at(720, 3600), at(780, 3630)))
        .containsExactlyEntriesOf(Map.of("a", "30000000,0"));
  }

  @Test
  void aPodWithAnEarlierHistoryGoesOnFromThere() {
    wellScraped();
    var tally = new Tally(Measure.CPU, HORIZON, health, STALE);
    tally.add(series("a", "p", at(720, 5000), at(780, 5030)));
    assertThat(tally.strangers()).containsExactly("p");

    tally.remember(series("a", "p", at(400, 4990)), 3_600_000);

    assertThat(tally.strangers()).isEmpty();
    assertThat(quantities(tally)).containsExactlyEntriesOf(Map.of("a", "40000000,0"));
  }

  @Test
  void whatCannotBeTrueIsNotCounted() {
    wellScraped();
    var tally = new Tally(Measure.CPU, HORIZON, health, STALE);

    tally.add(series("a", "p", at(595, 100), at(610, 1_000_000), at(620, 1_000_005)));

    assertThat(quantities(tally)).containsExactlyEntriesOf(Map.of("a", "5000000,0"));
    assertThat(tally.refused()).isEqualTo(1);
  }

  @Test
  void podsOfANamespaceAreAddedUp() {
    wellScraped();
    var tally = new Tally(Measure.CPU, HORIZON, health, STALE);

    tally.add(series("a", "p", at(600, 0), at(660, 10)));
    tally.add(series("a", "q", at(600, 0), at(660, 20)));
    tally.add(series("b", "p", at(600, 0), at(660, 40)));

    assertThat(quantities(tally))
        .containsExactlyEntriesOf(new TreeMap<>(Map.of("a", "30000000,0", "b", "40000000,0")));
  }

  @Test
  void theSameThingSeenTwiceCountsOnceWhicheverComesFirst() {
    wellScraped();
    var one = series("a", "p", at(600, 0), at(660, 10), at(720, 20), at(900, 50), at(1000, 60));
    one.label("job", "first");
    var other = series("a", "p", at(605, 1), at(665, 11));
    other.label("job", "second");
    var forwards = new Tally(Measure.CPU, HORIZON, health, STALE);
    forwards.add(one);
    forwards.add(other);
    var backwards = new Tally(Measure.CPU, HORIZON, health, STALE);
    backwards.add(other);
    backwards.add(one);

    assertThat(quantities(forwards))
        .isEqualTo(quantities(backwards))
        .containsExactlyEntriesOf(Map.of("a", "20000000,40000000"));
  }

  @Test
  void aGaugeIsTheAreaBelowItWhereItWasSeen() {
    wellScraped();
    var tally = new Tally(Measure.MEMORY, HORIZON, health, STALE);

    // 60 s at 100 to 200 bytes; then nobody saw it for 300 s; then 60 s at 50.
    tally.add(series("a", "p", at(600, 100), at(660, 200), at(960, 50), at(1020, 50)));

    assertThat(quantities(tally)).containsExactlyEntriesOf(Map.of("a", "9000,3000"));
  }

  @Test
  void unitsAreCountedByResource() {
    wellScraped();
    var tally = new Tally(Measure.UNITS, HORIZON, health, STALE);
    var told = series("mandala-system", "operator", at(600, 2), at(660, 2));
    told.label("exported_namespace", "a");
    told.label("exported_pod", "trainer");
    told.label("resource", "nvidia.com/gpu");

    tally.add(told);

    var usage = tally.result().getFirst();
    assertThat(usage.namespace()).isEqualTo("a");
    assertThat(usage.item()).isEqualTo("nvidia.com/gpu");
    assertThat(usage.quantity(0)).isEqualTo(120_000);
  }

  @Test
  void aWindowWhoseTargetFailedIsNotWhollySeen() {
    var up = new Series();
    up.label("job", "cadvisor");
    for (long second = 0; second < 1400; second += 10) {
      up.add(second * 1000, second < 700 || second > 880 ? 1 : 0);
    }
    health.add(up);
    var tally = new Tally(Measure.MEMORY, HORIZON, health, STALE);

    tally.add(series("a", "p", at(600, 1), at(690, 1), at(890, 1), at(950, 1), at(1010, 1)));

    var usage = tally.result().getFirst();
    assertThat(usage.isUnseen(0)).isTrue();
    assertThat(usage.isUnseen(1)).isFalse();
    assertThat(health.hasAnyHole(600_000, 900_000)).isTrue();
    assertThat(health.isBlind(600_000, 900_000)).isFalse();
  }

  @Test
  void nobodySawWhatWasBeforeTheFirstScrapeOfAll() {
    scrape(700);
    scrape(800);

    assertThat(health.isBlind(600_000, 900_000)).isTrue();
    assertThat(health.isBlind(700_000, 900_000)).isFalse();
  }

  @Test
  void nobodySeesWhenNothingIsScraped() {
    scrape(500);
    scrape(1300);

    assertThat(health.isBlind(600_000, 900_000)).isTrue();
    assertThat(health.latest()).isEqualTo(1_300_000);
    assertThat(new Health(STALE, 0).isBlind(0, 1)).isTrue();
  }

  private record Sample(long second, double value) {}

  private static Sample at(long second, double value) {
    return new Sample(second, value);
  }

  private Map<String, String> cpu(Sample... samples) {
    var tally = new Tally(Measure.CPU, HORIZON, health, STALE);
    tally.add(series("a", "p", samples));
    return quantities(tally);
  }

  private static Map<String, String> quantities(Tally tally) {
    var quantities = new TreeMap<String, String>();
    for (var usage : tally.result()) {
      quantities.put(usage.namespace(), usage.quantity(0) + "," + usage.quantity(1));
    }
    return quantities;
  }

  private static Series series(String namespace, String pod, Sample... samples) {
    var series = new Series();
    series.label("namespace", namespace);
    series.label("pod", pod);
    series.label("job", "cadvisor");
    for (var sample : samples) {
      series.add(sample.second() * 1000, sample.value());
    }
    return series;
  }

  private void wellScraped() {
    var up = new Series();
    up.label("job", "cadvisor");
    for (long second = 0; second < 1400; second += 10) {
      up.add(second * 1000, 1);
    }
    health.add(up);
  }

  private void scrape(long second) {
    health.add(up(second, true));
  }

  private static Series up(long second, boolean well) {
    var up = new Series();
    up.label("job", "cadvisor");
    up.add(second * 1000, well ? 1 : 0);
    return up;
  }
}
