package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;
import network.mandala.crds.project.ProjectReason;

/** What to do about a project: decided without I/O. */
sealed interface ProjectPlan {

  /** Make the children as desired, in this order. */
  record Run(List<HasMetadata> children) implements ProjectPlan {}

  /** Somebody has to act first; nothing is changed. */
  record Refuse(ProjectReason reason, String fix) implements ProjectPlan {}

  /** It passes by itself; nothing is changed until then. */
  record Wait(ProjectReason reason, String message) implements ProjectPlan {}

  static ProjectPlan decide(Seen seen, Credentials credentials, ProjectSettings settings) {
    var namespace = ProjectNames.namespaceOf(seen.name());
    return switch (seen.namespace()) {
      case Seen.NamespaceState.Foreign foreign ->
          new Refuse(
              ProjectReason.NAMESPACE_TAKEN,
              "Namespace %s exists and was not made for this project: delete it, or give the project another name."
                  .formatted(namespace));
      case Seen.NamespaceState.Terminating terminating ->
          new Wait(
              ProjectReason.NAMESPACE_TERMINATING,
              "Namespace %s is still being deleted%s; it is made again when it is gone."
                  .formatted(namespace, because(terminating.why())));
      case Seen.NamespaceState.Absent absent -> namespaces(seen, credentials, settings);
      case Seen.NamespaceState.Ours ours -> namespaces(seen, credentials, settings);
    };
  }

  private static ProjectPlan namespaces(
      Seen seen, Credentials credentials, ProjectSettings settings) {
    var namespace = ProjectNames.buildsOf(seen.name());
    return switch (seen.builds().namespace()) {
      case Seen.NamespaceState.Foreign foreign ->
          new Refuse(
              ProjectReason.NAMESPACE_TAKEN,
              "Namespace %s, where Dockerfiles of this project are built, exists and was not made for it: delete it, or give the project another name."
                  .formatted(namespace));
      case Seen.NamespaceState.Terminating terminating ->
          new Wait(
              ProjectReason.NAMESPACE_TERMINATING,
              "Namespace %s is still being deleted%s; it is made again when it is gone."
                  .formatted(namespace, because(terminating.why())));
      case Seen.NamespaceState.Absent absent -> build(seen, credentials, settings);
      case Seen.NamespaceState.Ours ours -> build(seen, credentials, settings);
    };
  }

  private static ProjectPlan build(Seen seen, Credentials credentials, ProjectSettings settings) {
    if (seen.runtimeClassMissing()) {
      return new Refuse(
          ProjectReason.RUNTIME_CLASS_MISSING,
          "spec.isolation.runtimeClassName: the cluster has no RuntimeClass %s: name another, remove the field, or ask the provider to install it."
              .formatted(seen.spec().isolation().runtimeClassName()));
    }
    return new Run(children(seen, credentials, settings));
  }

  /**
   * The fences come right after the namespace: no pod can be made before they stand. The registry
   * credentials come before the account that names them.
   */
  private static List<HasMetadata> children(
      Seen seen, Credentials credentials, ProjectSettings settings) {
    var name = seen.name();
    var spec = seen.spec();
    var children = new ArrayList<HasMetadata>();
    children.add(ProjectNamespace.desired(name, spec, settings));
    children.addAll(ProjectPolicies.desired(name, spec.isolation().egress(), settings));
    children.add(ProjectQuota.desired(name, spec.quota()));
    children.add(ProjectQuota.desiredDefaults(name, spec.quota()));
    children.add(ProjectSecrets.desiredPull(name, settings.registryHost(), credentials));
    children.add(
        ProjectSecrets.desiredPush(
            name, settings.registryHost(), settings.registryInsecure(), credentials));
    if (!settings.trustBundle().isEmpty()) {
      children.add(
          ProjectSecrets.desiredTrust(
              name, ProjectNames.namespaceOf(name), settings.trustBundle()));
    }
    children.add(ProjectNamespace.desiredAccount(name, ProjectNames.namespaceOf(name)));
    if (settings.bridge().enabled()) {
      children.add(ProjectBridge.desired(name, settings.bridge()));
    }
    if (seen.builds().needed() || seen.builds().namespace() instanceof Seen.NamespaceState.Ours) {
      children.addAll(builds(seen, credentials, settings));
    }
    return List.copyOf(children);
  }

  /** In the same order: who waits for the quota to build finds the fences standing. */
  private static List<HasMetadata> builds(
      Seen seen, Credentials credentials, ProjectSettings settings) {
    var name = seen.name();
    var namespace = ProjectNames.buildsOf(name);
    var children = new ArrayList<HasMetadata>();
    children.add(ProjectNamespace.desiredForBuilds(name, settings));
    children.addAll(
        ProjectPolicies.desiredForBuilds(name, seen.spec().isolation().egress(), settings));
    children.add(ProjectSecrets.desiredPull(name, namespace, settings.registryHost(), credentials));
    if (!settings.trustBundle().isEmpty()) {
      children.add(ProjectSecrets.desiredTrust(name, namespace, settings.trustBundle()));
    }
    children.add(ProjectNamespace.desiredAccount(name, namespace));
    children.add(
        ProjectQuota.desiredForBuilds(name, seen.spec().quota(), settings.dockerfilesAtOnce()));
    return children;
  }

  private static String because(String why) {
    return why.isEmpty() ? "" : " (" + why + ")";
  }
}
