package network.mandala.cli.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Map;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Progress.Arrived;
import network.mandala.cli.follow.Progress.Stuck;
import network.mandala.cli.follow.Progress.Underway;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Spore;
import network.mandala.crds.spore.SporeReason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the commands that run spores ask for, and how they read what became of it. */
class SporeRunTest {
  private static final String ONE = "1".repeat(64);
  private static final String TWO = "2".repeat(64);
  private static final String THREE = "3".repeat(64);

  @Test
  void runAsksForWhatTheOlderMeshDid() {
    assertThat(new SporeWish(ONE, 2, 3, 0, 1000, 512, "2s", false).spec())
        .isEqualTo(
            Map.of(
                "bundle",
                Map.of("digest", ONE),
                "plan",
                Map.of("min", 2, "max", 6, "port", 0),
                "budget",
                Map.of("maxInstances", 6, "cpuMilli", 1000, "memoryMb", 512),
                "warmup",
                "2s",
                "rollback",
                "refuse",
                "suspend",
                false));
  }

  @ParameterizedTest
  @CsvSource({"0, 3", "2, 0", "-1, -1", "50, 3", "2000000000, 2000000000"})
  void neitherNoneNorMoreThanAHundredInstances(int instances, int nodes) {
    assertThatThrownBy(() -> new SporeWish(ONE, instances, nodes, 0, 1, 1, "2s", false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("from 1 to 100");
  }

  @ParameterizedTest
  @CsvSource({"abc", "../../etc/passwd", "''"})
  void aDigestIsADigest(String digest) {
    assertThatThrownBy(() -> SporeWish.otherBundle(digest, false))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("64 lower case hexadecimal digits");
  }

  @Test
  void waitsForTheBundleThatWasAskedFor() {
    var before = spore(2, ONE, condition("Ready", "True", "Running", "It answers."));

    assertThat(SporeProgress.serving(before, ONE, 3)).isInstanceOf(Underway.class);
    assertThat(SporeProgress.serving(before, TWO, 2)).isInstanceOf(Underway.class);
    assertThat(SporeProgress.serving(before, ONE, 2)).isEqualTo(new Arrived());
    assertThat(SporeProgress.serving(null, ONE, 2)).isInstanceOf(Stuck.class);
  }

  @Test
  void doesNotWaitForTheOldOneToEnd() {
    var draining =
        spore(
            2,
            TWO,
            condition("Ready", "True", "Running", "It answers."),
            condition("RolledOut", "False", "Draining", "The old one ends."));

    assertThat(SporeProgress.serving(draining, TWO, 2)).isEqualTo(new Arrived());
  }

  @ParameterizedTest
  @EnumSource(
      value = SporeReason.class,
      names = {"SIGNER_NOT_TRUSTED", "ROLLOUT_FAILED", "PATH_TAKEN", "BUNDLE_NOT_FOUND"})
  void isStuckWhereTheTenantHasToAct(SporeReason reason) {
    var spore =
        spore(
            2,
            ONE,
            condition("Ready", "True", "Running", "The one before answers."),
            condition("Verified", "False", reason.word(), "do this"));

    assertThat(SporeProgress.serving(spore, TWO, 2))
        .isEqualTo(new Stuck(reason.word() + ": do this"));
  }

  @ParameterizedTest
  @EnumSource(
      value = SporeReason.class,
      names = {"LAUNCHING", "REGISTRY_UNAVAILABLE", "UNSCHEDULABLE", "PENDING"})
  void waitsForWhatMayPass(SporeReason reason) {
    var spore = spore(2, ONE, condition("Ready", "False", reason.word(), "a moment"));

    assertThat(SporeProgress.serving(spore, TWO, 2)).isEqualTo(new Underway("a moment"));
  }

  @ParameterizedTest
  @CsvSource({"Stopped, true", "Idle, true", "Draining, false", "Ready, false"})
  void isStoppedWhenNothingRuns(String state, boolean stopped) {
    var spore = of("{\"observedGeneration\": 2, \"state\": \"" + state + "\"}");

    assertThat(SporeProgress.stopped(spore, 2) instanceof Arrived).isEqualTo(stopped);
    assertThat(SporeProgress.stopped(spore, 3)).isInstanceOf(Underway.class);
  }

  @Test
  void goesBackToTheOneThatServedBefore() {
    var spore = withHistory(TWO, TWO, TWO, ONE, THREE);

    assertThat(SporeRollback.target(spore, null)).isEqualTo(ONE);
    assertThat(SporeRollback.target(spore, "33")).isEqualTo(THREE);
  }

  @Test
  void goesBackToTheOneThatServesWhileAnotherDoesNotStart() {
    assertThat(SporeRollback.target(withHistory(THREE, TWO, TWO, ONE), null)).isEqualTo(TWO);
  }

  @Test
  void saysWhichThereAre() {
    assertThatThrownBy(() -> SporeRollback.target(withHistory(ONE, ONE, ONE, TWO), "4"))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no bundle that has served begins with '4'; there are: " + ONE);
    assertThatThrownBy(() -> SporeRollback.target(withHistory(ONE, ONE, ONE, TWO), ""))
        .isInstanceOf(Failure.class);
    assertThatThrownBy(() -> SporeRollback.target(withHistory(ONE, ONE, ONE), null))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("no other bundle of spore billing has served before");
  }

  @Test
  void theOnlyProjectNeedsNoName() {
    assertThat(SporeReference.only(List.of("demo"))).isEqualTo("demo");
    assertThatThrownBy(() -> SporeReference.only(List.of("a", "b")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--project")
        .hasMessageContaining("a, b");
    assertThatThrownBy(() -> SporeReference.only(List.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("mandala project create");
  }

  @Test
  void aSignerOfTheSameNameHasItsNewKey() {
    var old = signer("ada", "a");
    var other = signer("bob", "b");

    assertThat(TrustCommand.with(List.of(old, other), signer("ada", "c")))
        .containsExactly(other, signer("ada", "c"));
  }

  @Test
  void aPersonSeesWhereItAnswersAndWhatServed() {
    var spore =
        of(
            """
            {"observedGeneration": 1, "state": "Draining", "activeColour": "green",
             "url": "http://localhost:8080/billing/", "digest": "%s", "replicas": 2, "readyReplicas": 1,
             "endpoints": [{"url": "http://10.0.0.1:8080", "nodeID": "node-1"}],
             "history": [{"digest": "%s", "version": "v2\\u001b[2J", "servedSince": "2026-01-01T00:00:00Z"}],
             "conditions": [{"type": "Ready", "status": "True", "reason": "Running", "message": "first\\nsecond",
                             "lastTransitionTime": "2026-01-01T00:00:00Z"}]}
            """
                .formatted(TWO, TWO));

    assertThat(SporeText.where(spore)).isEqualTo("http://localhost:8080/billing/");
    assertThat(SporeText.status(spore))
        .contains("billing", "Draining", "Green", "1/2", "222222222222 ", "node-1", TWO)
        .contains("v2?[2J")
        .endsWith("Ready: first\nsecond");
    assertThat(SporeText.where(of("{}"))).contains("mandala spore status");
  }

  private static TrustedSigner signer(String name, String key) {
    return new TrustedSigner(name, key, List.of(), null, null, null);
  }

  private static Spore withHistory(String wanted, String serving, String... history) {
    var releases = new StringBuilder();
    for (var digest : history) {
      releases
          .append(releases.isEmpty() ? "" : ", ")
          .append("{\"digest\": \"" + digest + "\", \"version\": \"v\"}");
    }
    var spore = of("{\"digest\": \"" + serving + "\", \"history\": [" + releases + "]}");
    spore.setSpec(
        Serialization.unmarshal(
            "{\"bundle\": {\"digest\": \"" + wanted + "\"}}",
            network.mandala.crds.spore.SporeSpec.class));
    return spore;
  }

  private static Spore spore(long generation, String digest, String... conditions) {
    return of(
        "{\"observedGeneration\": %d, \"digest\": \"%s\", \"conditions\": [%s]}"
            .formatted(generation, digest, String.join(", ", conditions)));
  }

  private static Spore of(String status) {
    return Serialization.unmarshal(
        "{\"metadata\": {\"name\": \"billing\"}, \"status\": " + status + "}", Spore.class);
  }

  private static String condition(String type, String status, String reason, String message) {
    return "{\"type\": \"%s\", \"status\": \"%s\", \"reason\": \"%s\", \"message\": \"%s\"}"
        .formatted(type, status, reason, message);
  }
}
