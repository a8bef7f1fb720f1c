package network.mandala.ledger.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"cpu", "tee", "gpu/nvidia.com/gpu", "tokens-in/llama-3.1-8b", "tokens-out", "gpu"})
  void anItemIsReadAsItIsWritten(String text) {
    assertThat(MeterItem.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CPU", "cpu/core", "gpu/", "gpu/ x", "gpu//x", "steam", "tokens_in"})
  void whatIsNoItemIsRefused(String text) {
    assertThatThrownBy(() -> MeterItem.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:03:20Z, PT5M, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:00Z, PT5M, 2026-03-01T12:00:00Z",
    "2026-03-01T12:04:59.999999999Z, PT5M, 2026-03-01T12:00:00Z",
    "2026-03-01T12:00:17.5Z, PT5S, 2026-03-01T12:00:15Z",
    "2026-03-01T23:59:59Z, PT24H, 2026-03-01T00:00:00Z"
  })
  void aTimeIsInOneWindow(Instant time, Duration length, Instant start) {
    assertThat(Window.containing(time, length)).isEqualTo(new Window(start, length));
  }

  @Test
  void windowsThatTouchDoNotOverlap() {
    var five = Window.containing(Instant.parse("2026-03-01T12:00:00Z"), Duration.ofMinutes(5));
    var one = new Window(Instant.parse("2026-03-01T12:04:00Z"), Duration.ofMinutes(1));

    assertThat(five.overlaps(one)).isTrue();
    assertThat(one.overlaps(five)).isTrue();
    assertThat(one.next()).isEqualTo(Window.containing(five.end(), Duration.ofMinutes(1)));
    assertThat(five.overlaps(one.next())).isFalse();
    assertThat(five.overlaps(five.next())).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T12:01:00Z, PT5M",
    "2026-03-01T12:00:00.5Z, PT1S",
    "1969-12-31T23:55:00Z, PT5M",
    "2200-01-01T00:00:00Z, PT5M",
    "2026-03-01T12:00:00Z, PT0S",
    "2026-03-01T12:00:00Z, PT0.5S",
    "2026-03-01T12:00:00Z, PT-5M",
    "2026-03-01T00:00:00Z, PT48H"
  })
  void whatIsNoWindowIsRefused(Instant start, Duration length) {
    assertThatThrownBy(() -> new Window(start, length))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReadingIsNeitherNegativeNorVagueNorLong() {
    var cpu = MeterItem.of(Meter.CPU);

    assertThatThrownBy(() -> Reading.of(cpu, -1)).hasMessageContaining("negative: -1");
    assertThatThrownBy(() -> Reading.of(MeterItem.of(Meter.GPU), 1))
        .hasMessageContaining("has to name the item");
    assertThatThrownBy(() -> new Reading(cpu, 1, "x".repeat(2001)))
        .hasMessageContaining("longer than 2000");
    assertThatThrownBy(() -> new Reading(cpu, 1, "\ud800"))
        .hasMessageContaining("not valid Unicode");
  }
}
