package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import network.mandala.crds.project.PodSecurity;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.SporeReason;
import network.mandala.operator.funding.ProjectFunds;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.project.ProjectNames;

/** What the project of a spore allows. */
sealed interface SporeProject {

  /** Nothing may be made in the namespace now. */
  record Closed(Finding why) implements SporeProject {}

  /**
   * @param runtimeClassName of all pods; empty: the usual one
   */
  record Open(
      String name,
      String uid,
      PodSecurity podSecurity,
      String runtimeClassName,
      List<TrustedSigner> signers,
      ProjectFunds funds)
      implements SporeProject {

    private Open with(ProjectFunds others) {
      return new Open(name, uid, podSecurity, runtimeClassName, signers, others);
    }
  }

  /** Whether spores have to be looked at because of what is different now. */
  static boolean changesSpores(SporeProject now, SporeProject before) {
    return now instanceof Open open && before instanceof Open old
        ? !open.with(old.funds()).equals(old) || open.funds().changesWorkloads(old.funds())
        : !now.equals(before);
  }

  /**
   * @param project null when there is none for the namespace
   */
  static SporeProject of(String namespace, Project project) {
    if (project == null) {
      return new Closed(
          new Finding(
              SporeReason.NO_PROJECT,
              "Namespace %s does not belong to a Project. Create the Spore in namespace %s<name> of a Project."
                  .formatted(namespace, ProjectNames.namespaceOf(""))));
    }
    var name = project.getMetadata().getName();
    if (project.isMarkedForDeletion()) {
      return new Closed(
          new Finding(
              SporeReason.DELETING,
              "Project %s is being deleted, and this spore with it.".formatted(name)));
    }
    var status = project.getStatus();
    for (var type : List.of(ProjectCondition.NAMESPACE_READY, ProjectCondition.REGISTRY_READY)) {
      if (status == null || !Conditions.isTrue(status.conditions(), type.word())) {
        return new Closed(
            new Finding(
                SporeReason.NAMESPACE_NOT_READY,
                "Project %s is not ready: %s".formatted(name, explain(project, type))));
      }
    }
    var isolation = project.getSpec().isolation();
    return new Open(
        name,
        project.getMetadata().getUid(),
        isolation.podSecurity(),
        isolation.runtimeClassName() == null ? "" : isolation.runtimeClassName(),
        project.getSpec().trustedSigners(),
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
