package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildLogTest {
  @Test
  void hasEachStepUnderItsName() {
    var log =
        BuildLog.of(
            List.of(
                new BuildLog.Step("fetch", "fetched"),
                new BuildLog.Step("dependencies", "added 3 packages\n"),
                new BuildLog.Step("assemble", "")),
            Redaction.of(Map.of()));

    assertThat(log)
        .isEqualTo("== fetch\nfetched\n== dependencies\nadded 3 packages\n== assemble\n");
  }

  @Test
  void hasNoValuesOfTheEnvironment() {
    var log =
        BuildLog.of(
            List.of(new BuildLog.Step("build", "token hunter2secret used")),
            Redaction.of(Map.of("TOKEN", "hunter2secret")));

    assertThat(log).contains("token *** used");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer hunter2secret",
        "//registry.example/:_authToken=hunter2secret",
        "GET https://alice:hunter2secret@registry.example/x",
        "token eyJhbGciOiJFUzI1NiJ9.hunter2secret.c2lnbmF0dXJl",
      })
  void hasNothingThatLooksLikeACredential(String line) {
    var log = BuildLog.of(List.of(new BuildLog.Step("build", line)), Redaction.of(Map.of()));

    assertThat(log).contains("***").doesNotContain("hunter2secret");
  }

  @Test
  void keepsWholeLinesFromTheEnd() {
    var log =
        BuildLog.of(
            List.of(new BuildLog.Step("build", "ä line\n".repeat(20_000) + "the last one")),
            Redaction.of(Map.of()));

    assertThat(log.length()).isLessThan(BuildLog.BYTES_OF_A_STEP + 200);
    assertThat(log.lines().toList())
        .startsWith("== build", "... (earlier lines are not kept)", "ä line")
        .endsWith("the last one");
  }
}
