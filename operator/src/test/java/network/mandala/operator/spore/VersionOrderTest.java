package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;

import network.mandala.crds.spore.SporeVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionOrderTest {

  private static final String EARLY = "2026-01-01T00:00:00Z";
  private static final String LATE = "2026-01-01T00:00:00.000000001Z";

  @ParameterizedTest
  @CsvSource({
    "v0.1.0, v0.2.0",
    "v0.9.0, 0.10.0",
    "1, 1.0.1",
    "1.0.0-alpha, 1.0.0",
    "1.0.0-alpha, 1.0.0-alpha.1",
    "1.0.0-alpha.1, 1.0.0-alpha.beta",
    "1.0.0-beta.2, 1.0.0-beta.11",
    "1.0.0-rc.1+later, 1.0.0",
  })
  void aSemanticVersionGoesBeforeTheTime(String older, String newer) {
    assertThat(compare(older, LATE, newer, EARLY)).isNegative();
    assertThat(compare(newer, EARLY, older, LATE)).isPositive();
  }

  @ParameterizedTest
  @CsvSource({"v1.0.0, 1.0.0", "1.0, 1.0.0+build", "blue, 1.0.0", "'', ''"})
  void whereVersionsDoNotSayItTheTimeDoes(String one, String other) {
    assertThat(compare(one, EARLY, other, EARLY)).isZero();
    assertThat(compare(one, EARLY, other, LATE)).isNegative();
  }

  @Test
  void ofEqualVersionsTheOnePackedEarlierIsOlder() {
    assertThat(compare("v1.0.0", EARLY, "1.0.0", LATE)).isNegative();
    assertThat(compare("nightly", "2026-01-01T01:00:00+02:00", "nightly", EARLY)).isNegative();
    assertThat(VersionOrder.compare(new SporeVersion(null, null), new SporeVersion("x", EARLY)))
        .isNegative();
  }

  private static int compare(String one, String oneTime, String other, String otherTime) {
    return VersionOrder.compare(new SporeVersion(one, oneTime), new SporeVersion(other, otherTime));
  }
}
