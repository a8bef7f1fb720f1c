package network.mandala.ledger.quote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.quote.Affordability.Carried;
import network.mandala.ledger.quote.Affordability.Short;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.quicktheories.WithQuickTheories;

class AffordabilityTest implements WithQuickTheories {

  @ParameterizedTest
  @CsvSource({
    "1000, 100, PT10H, PT10H",
    "1000, 100, PT1S, PT10H",
    "0, 100, PT0S, PT0S",
    "1, 3, PT20M, PT20M",
  })
  void aBalanceCarriesWhatItLastsFor(long balance, long perHour, Duration time, Duration runway) {
    assertThat(Affordability.of(new Satoshis(balance), new Satoshis(perHour), time))
        .isEqualTo(new Carried(Optional.of(runway)));
  }

  @ParameterizedTest
  @CsvSource({
    "999, 100, PT10H, 1, PT9H59M24S",
    "0, 100, PT1H, 100, PT0S",
    "-50, 100, PT1H, 150, PT0S",
    "1, 3, PT20M1S, 1, PT20M",
    "-9223372036854775808, 9223372036854775807, PT1H, 9223372036854775807, PT0S",
  })
  void aBalanceThatDoesNotIsShortOfTheRest(
      long balance, long perHour, Duration time, long missing, Duration runway) {
    assertThat(Affordability.of(new Satoshis(balance), new Satoshis(perHour), time))
        .isEqualTo(new Short(new Satoshis(missing), Optional.of(runway)));
  }

  @Test
  void whatCostsNothingIsCarriedByNothing() {
    assertThat(Affordability.of(Satoshis.ZERO, Satoshis.ZERO, Duration.ofDays(30)))
        .isEqualTo(new Carried(Optional.empty()));
    assertThat(Affordability.of(new Satoshis(-1), Satoshis.ZERO, Duration.ofDays(30)))
        .isEqualTo(new Short(new Satoshis(1), Optional.empty()));
  }

  @Test
  void payingInWhatIsMissingIsEnoughAndLessIsNot() {
    qt().forAll(
            longs().between(-1_000_000_000L, 1_000_000_000L),
            longs().between(0, 1_000_000_000L),
            integers().between(0, 100_000_000))
        .checkAssert(
            (balance, perHour, seconds) -> {
              var time = Duration.ofSeconds(seconds);
              var rate = new Satoshis(perHour);
              if (Affordability.of(new Satoshis(balance), rate, time)
                  instanceof Short(Satoshis missing, var _)) {
                assertThat(Affordability.of(new Satoshis(balance + missing.value()), rate, time))
                    .isInstanceOf(Carried.class);
                assertThat(
                        Affordability.of(new Satoshis(balance + missing.value() - 1), rate, time))
                    .isInstanceOf(Short.class);
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "PT0S, 0s",
    "PT119S, 119s",
    "PT2M, 2m",
    "PT119M, 119m",
    "PT2H, 2h",
    "PT47H59M, 47h",
    "PT48H, 2d",
    "P36500D, 36500d",
  })
  void isSaidInTheLargestUnitThatFitsTwice(Duration runway, String words) {
    assertThat(Runway.words(runway)).isEqualTo(words);
  }

  @Test
  void aRunwayIsNeverLongerThanAHundredYears() {
    assertThat(Runway.of(new Satoshis(Long.MAX_VALUE), new Satoshis(1)))
        .contains(Duration.ofDays(36_500));
  }
}
