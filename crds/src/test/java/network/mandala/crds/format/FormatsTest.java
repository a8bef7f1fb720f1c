package network.mandala.crds.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  @ParameterizedTest
  @CsvSource({"0s,PT0S", "90s,PT90S", "5m,PT5M", "12h,PT12H", "14d,PT336H", "999999d,PT23999976H"})
  void readsANumberAndAUnit(String text, Duration expected) {
    assertThat(Formats.duration(text)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "5", "m", "-5m", "1.5h", "5 m", "1h30m", "1000000s", "5M", "5m\n"})
  void refusesEverythingElseAndSaysWhatToWrite(String text) {
    assertThatThrownBy(() -> Formats.duration(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 90s or 14d");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "100m", "0.5", "2", "128Mi", "8Gi", "1500k"})
  void acceptsQuantities(String text) {
    assertThat(text).matches(Formats.QUANTITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1e3", "1 Gi", "Gi", "1GB", "1gi", "+1", "1.", ".5"})
  void refusesQuantitiesThatAreNegativeOrNotTheUsualForm(String text) {
    assertThat(text).doesNotMatch(Formats.QUANTITY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app/main.js", "index.js", "a", "@scope/x.js", "a_b-c.d/e"})
  void acceptsPathsInsideAnArtifact(String text) {
    assertThat(text).matches(Formats.PATH_INSIDE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "../x", "a/../b", "a//b", "./a", "a/", "a b", "a;b", ".."})
  void refusesPathsThatLeadOutOfAnArtifactOrIntoAShell(String text) {
    assertThat(text).doesNotMatch(Formats.PATH_INSIDE);
  }
}
