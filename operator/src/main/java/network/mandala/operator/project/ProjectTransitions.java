package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.kubernetes.Conditions;

/** Which changes of a project's status somebody is told of. */
final class ProjectTransitions {

  private static final Set<String> NOBODY_HAS_TO_ACT =
      Set.of(
          ProjectReason.READY.word(), ProjectReason.FUNDED.word(), ProjectReason.DELETING.word());

  private ProjectTransitions() {}

  /**
   * Ready and Funded, where their status or their reason has changed. What Ready says of the money
   * is not said twice, nor that a new project has some.
   */
  static List<Condition> between(ProjectStatus before, ProjectStatus now) {
    var ready = changed(before, now, ProjectCondition.READY);
    var funded =
        changed(before, now, ProjectCondition.FUNDED).stream()
            .filter(
                condition ->
                    ready.stream()
                        .noneMatch(same -> same.getReason().equals(condition.getReason())))
            .filter(
                condition ->
                    !condition.getReason().equals(ProjectReason.FUNDED.word())
                        || Conditions.find(before.conditions(), condition.getType()).isPresent());
    return Stream.concat(ready.stream(), funded).toList();
  }

  static boolean isWarning(Condition condition) {
    return !NOBODY_HAS_TO_ACT.contains(condition.getReason());
  }

  private static List<Condition> changed(
      ProjectStatus before, ProjectStatus now, ProjectCondition type) {
    return Conditions.find(now.conditions(), type.word()).stream()
        .filter(
            condition ->
                Conditions.find(before.conditions(), type.word())
                    .filter(old -> old.getStatus().equals(condition.getStatus()))
                    .filter(old -> old.getReason().equals(condition.getReason()))
                    .isEmpty())
        .toList();
  }
}
