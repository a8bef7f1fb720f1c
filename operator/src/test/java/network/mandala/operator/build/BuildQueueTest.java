package network.mandala.operator.build;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BuildQueueTest {

  private final List<Job> queue = new ArrayList<>();

  @Test
  void theOldestBeginFirstAndNoMoreThanMayRun() {
    var second = waiting("b", 2);
    var first = waiting("a", 1);
    var third = waiting("c", 3);

    assertThat(isTurnOf(first, 2, 1)).isTrue();
    assertThat(isTurnOf(second, 2, 1)).isTrue();
    assertThat(isTurnOf(third, 2, 1)).isFalse();
  }

  @Test
  void whoRunsTakesAPlaceEvenIfItIsYounger() {
    running("a", 9);
    var first = waiting("b", 1);

    assertThat(isTurnOf(first, 1, 1)).isFalse();
    assertThat(isTurnOf(first, 2, 1)).isTrue();
  }

  @Test
  void aProjectWithItsShareHoldsNobodyUp() {
    running("a", 1);
    var greedy = waiting("a", 2);
    var modest = waiting("b", 3);

    assertThat(isTurnOf(greedy, 2, 1)).isFalse();
    assertThat(isTurnOf(modest, 2, 1)).isTrue();
    assertThat(isTurnOf(greedy, 2, 2)).isTrue();
    assertThat(isTurnOf(modest, 2, 2)).isFalse();
  }

  @Test
  void equalAgesAreInAFixedOrder() {
    var one = waiting("a", 1);
    var other = waiting("b", 1);

    assertThat(isTurnOf(one, 1, 1)).isNotEqualTo(isTurnOf(other, 1, 1));
  }

  @Test
  void onlyBuildsOfDockerfilesThatAreNotOverCount() {
    assertThat(BuildQueue.counts(waiting("a", 1))).isTrue();
    assertThat(BuildQueue.counts(running("a", 1))).isTrue();
    assertThat(BuildQueue.counts(over("Complete"))).isFalse();
    assertThat(BuildQueue.counts(over("Failed"))).isFalse();
    var leaving = waiting("a", 1);
    leaving.getMetadata().setDeletionTimestamp("2026-03-01T12:00:00Z");
    assertThat(BuildQueue.counts(leaving)).isFalse();
    var other = waiting("a", 1);
    other.getMetadata().setLabels(Map.of());
    assertThat(BuildQueue.counts(other)).isFalse();
  }

  private boolean isTurnOf(Job job, int atOnce, int ofProject) {
    return BuildQueue.isTurnOf(
        job, queue, new BuildLimits.Dockerfiles(true, atOnce, ofProject, 1, 1));
  }

  private Job waiting(String namespace, int second) {
    return job(namespace, second, true);
  }

  private Job running(String namespace, int second) {
    return job(namespace, second, false);
  }

  private Job over(String condition) {
    return new JobBuilder(running("a", 1))
        .withNewStatus()
        .addNewCondition()
        .withType(condition)
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private Job job(String namespace, int second, boolean suspended) {
    var job =
        new JobBuilder()
            .withNewMetadata()
            .withName("job")
            .withNamespace(namespace)
            .withUid("uid-" + queue.size())
            .withCreationTimestamp("2026-03-01T12:00:0%dZ".formatted(second))
            .addToLabels(BuildQueue.QUEUE, BuildQueue.DOCKERFILES)
            .endMetadata()
            .withNewSpec()
            .withSuspend(suspended)
            .endSpec()
            .build();
    queue.add(job);
    return job;
  }
}
