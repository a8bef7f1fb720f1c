package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import network.mandala.crds.agent.Agent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImagesInUseTest {

  private static final String DIGEST = "sha256:" + "a".repeat(64);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          {spec: {source: {image: 'r/demo/a@DIGEST'}}, status: {observedGeneration: 1}}                               | DIGEST
          {spec: {source: {image: 'r:5000/demo/a:abc'}}, status: {observedGeneration: 1}}                             | demo/a:abc
          {spec: {source: {artifact: 'demo/a/source@DIGEST'}}, status: {observedGeneration: 1}}                       | DIGEST
          {spec: {source: {image: x}}, status: {observedGeneration: 1, releases: [{id: r1, image: 'r/a@DIGEST'}]}}    | DIGEST
          {spec: {source: {image: x}}, status: {observedGeneration: 1, build: {key: k, image: 'r/a@DIGEST'}}}         | DIGEST
          """)
  void whatAnAgentMentionsIsNeeded(String agent, String needed) {
    var mentions =
        ImagesInUse.of(List.of(agent(agent.replace("DIGEST", DIGEST))), List.of(), List.of());

    assertThat(mentions.orElseThrow().has(needed.replace("DIGEST", DIGEST))).isTrue();
    assertThat(mentions.orElseThrow().has("sha256:" + "b".repeat(64))).isFalse();
  }

  @Test
  void whatAPodRunsIsNeeded() {
    var pod =
        new PodBuilder()
            .withNewStatus()
            .addNewContainerStatus()
            .withImageID("r/a@" + DIGEST)
            .endContainerStatus()
            .endStatus()
            .build();

    assertThat(ImagesInUse.of(List.of(), List.of(), List.of(pod)).orElseThrow().has(DIGEST))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          no status yet             | {spec: {source: {image: x}}}
          a change not seen         | {spec: {source: {image: x}}, status: {observedGeneration: 0}}
          a build under way         | {spec: {source: {image: x}}, status: {observedGeneration: 1, build: {key: k, startedAt: '2026-01-01T00:00:00Z'}}}
          """)
  void nothingIsJudgedWhileSomethingChanges(String why, String agent) {
    assertThat(ImagesInUse.of(List.of(agent(agent)), List.of(), List.of())).as(why).isEmpty();
  }

  @Test
  void nothingIsJudgedWhileAJobRuns() {
    assertThat(ImagesInUse.of(List.of(), List.of(new Job()), List.of())).isEmpty();
    assertThat(ImagesInUse.of(List.of(), List.of(ended("Failed")), List.of())).isPresent();
    assertThat(ImagesInUse.of(List.of(), List.of(ended("Complete")), List.of())).isPresent();
    assertThat(ImagesInUse.of(List.of(), List.of(ended("Suspended")), List.of())).isEmpty();
  }

  private static Job ended(String type) {
    return new JobBuilder()
        .withNewStatus()
        .addNewCondition()
        .withType(type)
        .withStatus("True")
        .endCondition()
        .endStatus()
        .build();
  }

  private static Agent agent(String yaml) {
    var agent = Serialization.unmarshal("---\n" + yaml, Agent.class);
    agent.getMetadata().setGeneration(1L);
    return agent;
  }
}
