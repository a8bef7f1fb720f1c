package network.mandala.crds.condition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentCondition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.job.InferenceJobCondition;
import network.mandala.crds.job.InferenceJobReason;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.runner.RunnerCondition;
import network.mandala.crds.runner.RunnerReason;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConditionWordsTest {
  private static final String WORD = "^[A-Z][A-Za-z]{2,40}$";

  static Stream<List<? extends ConditionType>> types() {
    return Stream.of(
        List.of(ProjectCondition.values()),
        List.of(AgentCondition.values()),
        List.of(SporeCondition.values()),
        List.of(RunnerCondition.values()),
        List.of(InferenceJobCondition.values()));
  }

  static Stream<List<? extends ConditionReason>> reasons() {
    return Stream.of(
        List.of(ProjectReason.values()),
        List.of(AgentReason.values()),
        List.of(SporeReason.values()),
        List.of(RunnerReason.values()),
        List.of(InferenceJobReason.values()));
  }

  @ParameterizedTest
  @MethodSource("types")
  void everyKindHasReadyAndSaysWhatItsConditionsMean(List<? extends ConditionType> types) {
    assertThat(types).extracting(ConditionType::word).contains("Ready").doesNotHaveDuplicates();
    assertThat(types)
        .allSatisfy(type -> assertThat(type.word()).matches(WORD))
        .allSatisfy(type -> assertThat(type.meaning()).endsWith("."));
  }

  @ParameterizedTest
  @MethodSource("reasons")
  void everyReasonTellsItsCauseAndHowItGoesAway(List<? extends ConditionReason> reasons) {
    assertThat(reasons).extracting(ConditionReason::word).doesNotHaveDuplicates();
    assertThat(reasons)
        .allSatisfy(reason -> assertThat(reason.word()).matches(WORD))
        .allSatisfy(reason -> assertThat(reason.cause()).endsWith("."))
        .allSatisfy(reason -> assertThat(reason.clears()).endsWith("."))
        .allSatisfy(reason -> assertThat(reason.actor()).isNotNull());
  }
}
