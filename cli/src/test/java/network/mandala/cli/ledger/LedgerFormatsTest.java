package network.mandala.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import network.mandala.ledger.journal.EntryKind;
import network.mandala.ledger.money.Satoshis;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.TypeConversionException;

class LedgerFormatsTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "+100000, 100000",
    "-500, -500",
    "007, 7",
    "2100000000000000, 2100000000000000"
  })
  void readsWholeSatoshis(String text, long satoshis) {
    assertThat(new SatoshisConverter().convert(text)).isEqualTo(Satoshis.of(satoshis));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1.5                                  | whole satoshis in digits
          1e6                                  | whole satoshis in digits
          ''                                   | whole satoshis in digits
          1,000                                | whole satoshis in digits
          0x10                                 | whole satoshis in digits
          ١٢                                   | whole satoshis in digits
          --5                                  | whole satoshis in digits
          0                                    | changes nothing
          -0                                   | changes nothing
          2100000000000001                     | more than all satoshis
          -9223372036854775809                 | more than all satoshis
          99999999999999999999999999999999999  | more than all satoshis
          """)
  void saysWhyAnAmountIsNone(String text, String why) {
    assertThatThrownBy(() -> new SatoshisConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining(why);
  }

  @Test
  void readsDaysAndTimes() {
    var times = new TimeConverter();

    assertThat(times.convert("2026-03-01")).isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
    assertThat(times.convert("2026-03-01T12:30:00Z"))
        .isEqualTo(Instant.parse("2026-03-01T12:30:00Z"));
    assertThatThrownBy(() -> times.convert("yesterday")).hasMessageContaining("2026-03-01");
    assertThatThrownBy(() -> times.convert("2026-02-30")).hasMessageContaining("is no time");
  }

  @Test
  void readsEveryKindThatItWrites() {
    for (EntryKind kind : EntryKind.values()) {
      assertThat(new KindConverter().convert(KindConverter.text(kind))).isEqualTo(kind);
    }
    assertThatThrownBy(() -> new KindConverter().convert("gift")).hasMessageContaining("top-up");
  }
}
