package network.mandala.billing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.money.Satoshis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quicktheories.WithQuickTheories;

class CrossingTest implements WithQuickTheories {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          100 | 99            | 100         | 0v100                    # from the threshold to below it
          100 | 100           | 100         |                          # still at it
          99  | 98            | 100         |                          # below it already
          99  | 100           | 100         | 0^100                    # rising to it
          99  | 150,99        | 100         | 0^100 1v100
          150 | 99,98,97      | 100         | 0v100                    # told once
          150 | 99,120,99,130 | 100         | 0v100 1^100 2v100 3^100  # each way is one
          250 | 10            | 100,200,0   | 0v200;100                # several at once, highest first
          10  | 250           | 100,200,0   | 0^200;100
          5   | -1            | 0,100       | 0v0
          -5  | -20           | 0,-10,-20   | 0v-10
          0   | -9000000000000000000 | 0,-1 | 0v0;-1
          10  | 5             | 10,10       | 0v10                     # named twice, told once
          10  | 5             |             |                          # none are named
          10  |               | 5           |
          """)
  void isEachWayPastAThreshold(long before, String balances, String thresholds, String expected) {
    var crossings =
        Crossing.among(new Satoshis(before), movements(numbers(balances)), amounts(thresholds));

    var words =
        crossings.stream()
            .map(
                crossing ->
                    crossing.entryId()
                        + (crossing.direction() == Direction.FELL ? "v" : "^")
                        + String.join(
                            ";",
                            crossing.thresholds().stream()
                                .map(threshold -> String.valueOf(threshold.value()))
                                .toList()))
            .toList();
    var wanted = expected == null ? "" : expected.replaceFirst("#.*", "").strip();
    assertThat(String.join(" ", words)).isEqualTo(wanted);
  }

  @Test
  void areAsManyAsChangesOfSideWhereverTheJournalIsCut() {
    qt().forAll(
            lists().of(longs().between(-5, 5)).ofSizeBetween(1, 30),
            integers().between(0, 30),
            longs().between(-4, 4))
        .checkAssert(
            (balances, cut, threshold) -> {
              var at = List.of(new Satoshis(threshold));
              var all = movements(balances);
              int index = Math.min(cut, all.size());
              var middle = index == 0 ? Satoshis.ZERO : all.get(index - 1).balanceAfter();
              var inTwo =
                  Stream.concat(
                          Crossing.among(Satoshis.ZERO, all.subList(0, index), at).stream(),
                          Crossing.among(middle, all.subList(index, all.size()), at).stream())
                      .toList();
              assertThat(inTwo).isEqualTo(Crossing.among(Satoshis.ZERO, all, at));
              assertThat(inTwo).hasSize(ways(balances, threshold));
            });
  }

  @ParameterizedTest
  @CsvSource({
    "10000000, NOTICE",
    "9999999, URGENT",
    "0, URGENT",
    "-1, URGENT",
    "9223372036854775807, NOTICE"
  })
  void isUrgentBelowTenMillion(long balance, Urgency urgency) {
    assertThat(Urgency.of(new Satoshis(balance))).isEqualTo(urgency);
  }

  @Test
  void aWelcomeIsNoNews() {
    var welcome = new Movement(1, EntryKind.WELCOME, new Satoshis(10), NOW);

    assertThat(Crossing.among(Satoshis.ZERO, List.of(welcome), amounts("5"))).isEmpty();
  }

  private static int ways(List<Long> balances, long threshold) {
    long old = 0;
    int ways = 0;
    for (long balance : balances) {
      ways += old >= threshold != balance >= threshold ? 1 : 0;
      old = balance;
    }
    return ways;
  }

  private static List<Movement> movements(List<Long> balances) {
    var movements = new ArrayList<Movement>();
    balances.forEach(
        balance ->
            movements.add(
                new Movement(movements.size(), EntryKind.DEBIT, new Satoshis(balance), NOW)));
    return movements;
  }

  private static List<Long> numbers(String text) {
    return text == null
        ? List.of()
        : Stream.of(text.strip().split(",")).map(number -> Long.valueOf(number.strip())).toList();
  }

  private static List<Satoshis> amounts(String text) {
    return numbers(text).stream().flatMapToLong(LongStream::of).mapToObj(Satoshis::new).toList();
  }
}
