package network.mandala.operator.project;

import static network.mandala.operator.kubernetes.Conditions.FALSE;
import static network.mandala.operator.kubernetes.Conditions.TRUE;

import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectRegistry;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.funding.Standing;
import network.mandala.operator.kubernetes.Conditions;

/** What is reported of a project: pure functions. */
final class ProjectStatuses {

  private static final Set<String> OUR_CONDITIONS =
      Set.of(
          ProjectCondition.READY.word(),
          ProjectCondition.NAMESPACE_READY.word(),
          ProjectCondition.REGISTRY_READY.word(),
          ProjectCondition.FUNDED.word());

  private ProjectStatuses() {}

  /** Of a live status, what this package writes. */
  static ProjectStatus ours(ProjectStatus live) {
    var status = live == null ? ProjectStatus.empty() : live;
    return new ProjectStatus(
        status.observedGeneration(),
        status.projectId(),
        status.namespace(),
        status.registry(),
        status.balance(),
        status.agents(),
        Conditions.only(status.conditions(), OUR_CONDITIONS));
  }

  /** Everything stands; whether anything may run is a question of money. */
  static ProjectStatus ready(
      Project project, String registryHost, int agents, Standing money, Instant now) {
    var name = project.getMetadata().getName();
    var namespace = ProjectNames.namespaceOf(name);
    return status(
        project,
        registryHost,
        agents,
        money,
        List.of(
            money.isSuspended()
                ? Conditions.of(
                    ProjectCondition.READY.word(),
                    FALSE,
                    money.funded().getReason(),
                    money.funded().getMessage())
                : condition(
                    ProjectCondition.READY,
                    TRUE,
                    ProjectReason.READY,
                    "Agents can be deployed into namespace " + namespace + "."),
            condition(
                ProjectCondition.NAMESPACE_READY,
                TRUE,
                ProjectReason.READY,
                "Namespace, quota, limits and network policies stand."),
            condition(
                ProjectCondition.REGISTRY_READY,
                TRUE,
                ProjectReason.READY,
                "Credentials for %s are in Secrets %s and %s."
                    .formatted(registryHost, ProjectNames.PULL_SECRET, ProjectNames.PUSH_SECRET))),
        now);
  }

  /** The namespace cannot be what it should be. */
  static ProjectStatus notReady(
      Project project,
      String registryHost,
      int agents,
      ProjectReason reason,
      String message,
      Instant now) {
    return status(
        project,
        registryHost,
        agents,
        Standing.kept(ours(project.getStatus())),
        List.of(
            condition(ProjectCondition.READY, FALSE, reason, message),
            condition(ProjectCondition.NAMESPACE_READY, FALSE, reason, message)),
        now);
  }

  /** The project is going away; {@code message} says what is left. */
  static ProjectStatus leaving(
      Project project, int agents, ProjectReason reason, String message, Instant now) {
    var before = ours(project.getStatus());
    return new ProjectStatus(
        project.getMetadata().getGeneration(),
        before.projectId(),
        before.namespace(),
        before.registry(),
        null,
        agents,
        Conditions.merge(
            before.conditions(),
            List.of(condition(ProjectCondition.READY, FALSE, reason, message)),
            project.getMetadata().getGeneration(),
            now));
  }

  private static ProjectStatus status(
      Project project,
      String registryHost,
      int agents,
      Standing money,
      List<Condition> decided,
      Instant now) {
    var before = ours(project.getStatus());
    var metadata = project.getMetadata();
    var all = Stream.concat(decided.stream(), Stream.ofNullable(money.funded())).toList();
    return new ProjectStatus(
        metadata.getGeneration(),
        projectId(project),
        ProjectNames.namespaceOf(metadata.getName()),
        new ProjectRegistry(registryHost, metadata.getName()),
        money.balance(),
        agents,
        Conditions.merge(before.conditions(), all, metadata.getGeneration(), now));
  }

  /** As the status has it; before there is one, as it will have it. */
  static String projectId(Project project) {
    var status = project.getStatus();
    return status == null || status.projectId() == null
        ? projectId(project.getMetadata().getName(), project.getMetadata().getUid())
        : status.projectId();
  }

  /**
   * Projects of the signed API are named by their id; the others get one that never comes again.
   */
  static String projectId(String name, String uid) {
    return name.matches("[0-9a-f]{32}") ? name : uid.replace("-", "");
  }

  private static Condition condition(
      ProjectCondition type, String status, ProjectReason reason, String message) {
    return Conditions.of(type.word(), status, reason.word(), message);
  }
}
