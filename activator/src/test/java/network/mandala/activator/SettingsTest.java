package network.mandala.activator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsTest {

  @Test
  void nothingHasToBeSet() {
    assertThat(Settings.of(Map.of()))
        .isEqualTo(
            new Settings(
                8083,
                8081,
                Duration.ofSeconds(60),
                100,
                4000,
                Duration.ofSeconds(30),
                -1,
                Duration.ofSeconds(60)));
  }

  @Test
  void aWrongVariableIsNamed() {
    assertThatThrownBy(() -> Settings.of(Map.of("MANDALA_ACTIVATOR_HOLD_SECONDS", "0")))
        .hasMessage("MANDALA_ACTIVATOR_HOLD_SECONDS: must be 1..3600, was 0");
    assertThatThrownBy(() -> Settings.of(Map.of("MANDALA_ACTIVATOR_PORT", "http")))
        .hasMessageContaining("MANDALA_ACTIVATOR_PORT");
  }
}
