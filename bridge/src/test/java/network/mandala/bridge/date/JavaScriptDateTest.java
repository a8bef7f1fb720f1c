package network.mandala.bridge.date;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JavaScriptDateTest {
  @Test
  void isWrittenAsNodeDoes() {
    assertThat(JavaScriptDate.text(Instant.parse("2025-11-05T10:22:33.999Z")))
        .isEqualTo("Wed Nov 05 2025 10:22:33 GMT+0000 (Coordinated Universal Time)");
    assertThat(JavaScriptDate.text(Instant.parse("2024-09-30T00:00:00Z")))
        .isEqualTo("Mon Sep 30 2024 00:00:00 GMT+0000 (Coordinated Universal Time)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2025 | 2025-01-01T00:00:00Z",
        "2025-11 | 2025-11-01T00:00:00Z",
        "2025-11-05 | 2025-11-05T00:00:00Z",
        "2025-11-05T10:22 | 2025-11-05T10:22:00Z",
        "2025-11-05T10:22:33Z | 2025-11-05T10:22:33Z",
        "2025-11-05T10:22:33.999Z | 2025-11-05T10:22:33.999Z",
        "2025-11-05T10:22:33+02:00 | 2025-11-05T08:22:33Z",
        "2025-11-05 10:22 | 2025-11-05T10:22:00Z",
        "2025-11-05 10:22:33 | 2025-11-05T10:22:33Z",
        "Wed Nov 05 2025 10:22:33 GMT+0000 (Coordinated Universal Time) | 2025-11-05T10:22:33Z",
        "Wed Nov 05 2025 10:22:33 GMT+0100 (Central European Standard Time) | 2025-11-05T09:22:33Z",
        "Wed, 05 Nov 2025 10:22:33 GMT | 2025-11-05T10:22:33Z",
        "5 Nov 2025 | 2025-11-05T00:00:00Z",
        "Nov 5, 2025 | 2025-11-05T00:00:00Z",
        "nov 5 2025 | 2025-11-05T00:00:00Z",
        "11/5/2025 | 2025-11-05T00:00:00Z",
        "11/05/2025 10:22 | 2025-11-05T10:22:00Z",
      })
  void isReadAsNodeDoes(String text, Instant date) {
    assertThat(JavaScriptDate.parse(text)).hasValue(date);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "junk",
        "2025-13",
        "2025-00",
        "2025-11-31",
        "2025-11-05T25:00",
        "99999-01-01",
        "0000",
        "'; drop table entry; --",
        "Thu Nov 05 2025",
        "2025-11-05T10:22:33Z trailing"
      })
  void refusesWhatIsNone(String text) {
    assertThat(JavaScriptDate.parse(text)).isEmpty();
  }

  @Test
  void readsWhatItWrote() {
    qt().forAll(longs().between(0, 253_402_300_799L))
        .check(
            seconds -> {
              var date = Instant.ofEpochSecond(seconds);
              return JavaScriptDate.parse(JavaScriptDate.text(date)).orElseThrow().equals(date)
                  && JavaScriptDate.parse(date.toString()).orElseThrow().equals(date)
                  && JavaScriptDate.ofMillis(date.toEpochMilli())
                      .orElseThrow()
                      .equals(date.truncatedTo(ChronoUnit.MILLIS));
            });
  }

  @Test
  void readsOrRefusesAnything() {
    qt().withExamples(5000)
        .forAll(strings().allPossible().ofLengthBetween(0, 100))
        .check(text -> JavaScriptDate.parse(text) != null);
  }
}
