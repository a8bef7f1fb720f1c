package network.mandala.operator.kubernetes;

import static network.mandala.operator.kubernetes.Conditions.FALSE;
import static network.mandala.operator.kubernetes.Conditions.TRUE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionsTest {

  private static final Instant THEN = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = Instant.parse("2026-01-01T01:00:00.123Z");

  @Test
  void theTransitionTimeStaysWhileTheStatusStays() {
    var before =
        Conditions.merge(List.of(), List.of(Conditions.of("Ready", FALSE, "A", "a")), 1L, THEN);

    var after = Conditions.merge(before, List.of(Conditions.of("Ready", FALSE, "B", "b")), 2L, NOW);

    assertThat(after.getFirst().getLastTransitionTime()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(after.getFirst().getReason()).isEqualTo("B");
    assertThat(after.getFirst().getObservedGeneration()).isEqualTo(2L);
  }

  @Test
  void theTransitionTimeMovesWithTheStatus() {
    var before =
        Conditions.merge(List.of(), List.of(Conditions.of("Ready", FALSE, "A", "a")), 1L, THEN);

    var after = Conditions.merge(before, List.of(Conditions.of("Ready", TRUE, "A", "a")), 1L, NOW);

    assertThat(after.getFirst().getLastTransitionTime()).isEqualTo("2026-01-01T01:00:00Z");
  }

  @Test
  void nothingNewIsEqualToWhatWasThere() {
    var decided = List.of(Conditions.of("Ready", TRUE, "A", "a"));
    var before = Conditions.merge(List.of(), decided, 1L, THEN);

    assertThat(Conditions.merge(before, decided, 1L, NOW)).isEqualTo(before);
  }

  @Test
  void conditionsOfOthersAreNotOurs() {
    var live =
        List.of(Conditions.of("Ready", TRUE, "A", "a"), Conditions.of("Funded", TRUE, "B", "b"));

    assertThat(Conditions.only(live, Set.of("Ready"))).containsExactly(live.getFirst());
  }

  @Test
  void aLongMessageIsCut() {
    var condition = Conditions.of("Ready", FALSE, "A", "x".repeat(10_000));

    assertThat(condition.getMessage()).hasSizeLessThan(5_000).endsWith("…");
  }
}
