package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.node.v1.RuntimeClass;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.project.Seen.NamespaceState;

/** Looks, and changes nothing: caches first, the API server where they cannot know. */
final class ProjectObserver {

  private final KubernetesClient client;
  private final ProjectSettings settings;

  ProjectObserver(KubernetesClient client, ProjectSettings settings) {
    this.client = client;
    this.settings = settings;
  }

  Seen observe(Project project, Context<Project> context) {
    var metadata = project.getMetadata();
    var spec = project.getSpec() == null ? ProjectSpec.standard() : project.getSpec();
    return new Seen(
        metadata.getName(),
        metadata.getUid(),
        spec,
        namespace(ProjectNames.namespaceOf(project.getMetadata().getName()), project, context),
        context.getSecondaryResources(Agent.class).size(),
        isMissing(spec.isolation().runtimeClassName()),
        builds(project, context));
  }

  /** A project that has none, and needs none, costs no question. */
  private Seen.Builds builds(Project project, Context<Project> context) {
    var name = ProjectNames.buildsOf(project.getMetadata().getName());
    boolean needed =
        context.getSecondaryResources(Agent.class).stream()
            .anyMatch(agent -> settings.dockerfiles() && ProjectEventSources.hasDockerfile(agent));
    boolean known =
        context.getSecondaryResources(Namespace.class).stream()
            .anyMatch(namespace -> name.equals(namespace.getMetadata().getName()));
    return needed || known
        ? new Seen.Builds(needed, namespace(name, project, context))
        : Seen.Builds.NONE;
  }

  /** The informer sees only namespaces with our labels, so what it does not see is asked for. */
  private NamespaceState namespace(String name, Project project, Context<Project> context) {
    return context.getSecondaryResources(Namespace.class).stream()
        .filter(namespace -> name.equals(namespace.getMetadata().getName()))
        .findFirst()
        .map(namespace -> stateOf(namespace, project))
        .orElseGet(() -> liveNamespace(name, project));
  }

  /** The namespace as the API server has it now. */
  NamespaceState liveNamespace(String name, Project project) {
    var namespace = client.namespaces().withName(name).get();
    return namespace == null ? new NamespaceState.Absent() : stateOf(namespace, project);
  }

  static NamespaceState stateOf(Namespace namespace, Project project) {
    if (!isOurs(namespace, project)) {
      return new NamespaceState.Foreign();
    }
    return namespace.isMarkedForDeletion()
        ? new NamespaceState.Terminating(whyItStays(namespace))
        : new NamespaceState.Ours();
  }

  /** By owner; or by our labels, where an earlier Project of this name has left it. */
  private static boolean isOurs(Namespace namespace, Project project) {
    var metadata = namespace.getMetadata();
    var uid = project.getMetadata().getUid();
    var labels = metadata.getLabels();
    return metadata.getOwnerReferences().stream().anyMatch(owner -> uid.equals(owner.getUid()))
        || (labels != null
            && Labels.MANDALA.equals(labels.get(Labels.MANAGED_BY))
            && project.getMetadata().getName().equals(labels.get(Labels.PROJECT)));
  }

  private static final Set<String> REASONS_TO_STAY =
      Set.of(
          "NamespaceContentRemaining",
          "NamespaceFinalizersRemaining",
          "NamespaceDeletionContentFailure",
          "NamespaceDeletionDiscoveryFailure");

  private static String whyItStays(Namespace namespace) {
    if (namespace.getStatus() == null) {
      return "";
    }
    return namespace.getStatus().getConditions().stream()
        .filter(c -> REASONS_TO_STAY.contains(c.getType()) && "True".equals(c.getStatus()))
        .map(c -> c.getMessage())
        .collect(Collectors.joining("; "));
  }

  private boolean isMissing(String runtimeClass) {
    return runtimeClass != null
        && client.resources(RuntimeClass.class).withName(runtimeClass).get() == null;
  }
}
