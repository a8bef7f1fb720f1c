package network.mandala.operator.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.util.Map;
import network.mandala.crds.agent.AgentReason;
import network.mandala.operator.build.BuildInput;
import org.junit.jupiter.api.Test;

class QuotaDiagnosisTest {

  private static final String REFUSAL =
      "pods \"hello-x\" is forbidden: exceeded quota: mandala, requested: requests.cpu=2, used:"
          + " requests.cpu=3, limited: requests.cpu=4";

  @Test
  void namesWhatIsUsedUpAndByWhom() {
    var agent = AnAgent.asking("{source: {image: a}, resources: {cpu: '2', memory: 128Mi}}");
    var other = APod.of(agent.target("a")).ofAgent("big").requesting("cpu", "2500m").pod();
    var build = APod.ofBuild().ofAgent("py").requesting("cpu", "500m").pod();

    var finding =
        ofPods(
            agent
                .running(agent.target("a"), 0, 1)
                .with(quota(Map.of("requests.cpu", "4"), Map.of("requests.cpu", "3")))
                .besides(build, other)
                .seen());

    assertThat(finding.reason()).isEqualTo(AgentReason.QUOTA_EXCEEDED);
    assertThat(finding.message())
        .startsWith(
            "The quota of the project is used up: 3 of 4 cpu is used (agent big 2500m, build of py"
                + " 500m), and 2 more is needed.");
  }

  @Test
  void repeatsTheRefusalWhenTheNumbersHaveChangedSince() {
    var agent = AnAgent.asking("source: {image: a}");

    var finding =
        ofPods(
            agent
                .running(agent.target("a"), 0, 1)
                .with(quota(Map.of("requests.cpu", "4"), Map.of("requests.cpu", "0")))
                .seen());

    assertThat(finding.message()).contains("exceeded quota: mandala, requested: requests.cpu=2");
  }

  @Test
  void aRefusedRolloutHasRoomAgainWhenTheQuotaHas() {
    var agent = AnAgent.asking("source: {image: a}");
    agent
        .running(agent.target("a"), 0, 1)
        .withDeploymentCondition("ReplicaFailure", "True", "FailedCreate", REFUSAL);

    assertThat(hasRoomAgain(agent.seen())).isTrue();
    assertThat(hasRoomAgain(agent.with(quota(Map.of("pods", "1"), Map.of("pods", "1"))).seen()))
        .isFalse();
  }

  private static Finding ofPods(Seen seen) {
    return QuotaDiagnosis.ofPods(seen, seen.deployment(), REFUSAL);
  }

  private static boolean hasRoomAgain(Seen seen) {
    return QuotaDiagnosis.hasRoomAgain(seen, seen.deployment());
  }

  @Test
  void aBuildThatCanNeverFitIsNotQueued() {
    var agent = AnAgent.asking("source: {image: a}");

    var small = QuotaDiagnosis.ofBuild(quota(agent, "512Mi", "0"), input());
    var full =
        QuotaDiagnosis.ofBuild(
            quota(AnAgent.asking("source: {image: a}"), "2Gi", "1536Mi"), input());
    var early = QuotaDiagnosis.ofBuild(AnAgent.asking("source: {image: a}").seen(), input());

    assertThat(small.reason()).isEqualTo(AgentReason.QUOTA_EXCEEDED);
    assertThat(full.reason()).isEqualTo(AgentReason.BUILD_QUEUED);
    assertThat(full.message()).contains("1536Mi of 2Gi memory is used, and 1Gi more is needed");
    assertThat(early.reason()).isEqualTo(AgentReason.BUILD_QUEUED);
  }

  private static Seen quota(AnAgent agent, String hard, String used) {
    return agent
        .with(quota(Map.of("requests.memory", hard), Map.of("requests.memory", used)))
        .seen();
  }

  private static ResourceQuota quota(Map<String, String> hard, Map<String, String> used) {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withNamespace("mandala-project-demo")
            .endMetadata()
            .withNewStatus();
    hard.forEach((name, amount) -> quota.addToHard(name, Quantity.parse(amount)));
    used.forEach((name, amount) -> quota.addToUsed(name, Quantity.parse(amount)));
    return quota.endStatus().build();
  }

  private static BuildInput input() {
    var agent =
        AnAgent.asking(
            "{runtime: node, source: {artifact: 'demo/hello/source@sha256:%s'}}"
                .formatted("a".repeat(64)));
    return ((Wanted.Unbuilt) Wanted.of(agent.seen())).input();
  }
}
