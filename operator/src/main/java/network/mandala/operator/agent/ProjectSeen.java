package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Condition;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.project.PodSecurity;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.project.ProjectNames;

/** What the project of an agent allows. */
sealed interface ProjectSeen {

  /** Nothing may be made in the namespace now. */
  record Closed(Finding why) implements ProjectSeen {}

  /**
   * @param runtimeClassName of all pods; empty: the usual one
   * @param funds that its agents live on
   */
  record Open(
      String name, String uid, PodSecurity podSecurity, String runtimeClassName, ProjectFunds funds)
      implements ProjectSeen {

    private Open with(ProjectFunds others) {
      return new Open(name, uid, podSecurity, runtimeClassName, others);
    }
  }

  /** Whether agents have to be looked at because of what is different now. */
  static boolean changesAgents(ProjectSeen now, ProjectSeen before) {
    return now instanceof Open open && before instanceof Open old
        ? !open.with(old.funds()).equals(old) || open.funds().changesWorkloads(old.funds())
        : !now.equals(before);
  }

  /**
   * @param project null when there is none for the namespace
   */
  static ProjectSeen of(String namespace, Project project) {
    if (project == null) {
      return new Closed(
          new Finding(
              AgentReason.NO_PROJECT,
              "Namespace %s does not belong to a Project. Create the Agent in namespace %s<name> of a Project."
                  .formatted(namespace, ProjectNames.namespaceOf(""))));
    }
    var name = project.getMetadata().getName();
    if (project.isMarkedForDeletion()) {
      return new Closed(
          new Finding(
              AgentReason.DELETING,
              "Project %s is being deleted, and this agent with it.".formatted(name)));
    }
    var status = project.getStatus();
    for (var type :
        new ProjectCondition[] {
          ProjectCondition.NAMESPACE_READY, ProjectCondition.REGISTRY_READY
        }) {
      if (status == null || !Conditions.isTrue(status.conditions(), type.word())) {
        return new Closed(
            new Finding(
                AgentReason.NAMESPACE_NOT_READY,
                "Project %s is not ready: %s".formatted(name, explain(project, type))));
      }
    }
    var isolation = project.getSpec().isolation();
    return new Open(
        name,
        project.getMetadata().getUid(),
        isolation.podSecurity(),
        isolation.runtimeClassName() == null ? "" : isolation.runtimeClassName(),
        ProjectFunds.of(status));
  }

  private static String explain(Project project, ProjectCondition type) {
    return project.getStatus() == null
        ? "its namespace is being prepared."
        : Conditions.find(project.getStatus().conditions(), type.word())
            .map(Condition::getMessage)
            .orElse("its namespace is being prepared.");
  }
}
