package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.Locale;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.operator.kubernetes.Labels;

/** The namespace and the account of its pods. */
final class ProjectNamespace {

  private static final String POD_SECURITY = "pod-security.kubernetes.io/";
  private static final String RESTRICTED = "restricted";
  private static final String BASELINE = "baseline";

  private ProjectNamespace() {}

  /** Warnings and the audit log always hold to the strictest standard. */
  static Namespace desired(String project, ProjectSpec spec, ProjectSettings settings) {
    var enforced = spec.isolation().podSecurity().name().toLowerCase(Locale.ROOT);
    return namespace(project, ProjectNames.namespaceOf(project), enforced, RESTRICTED, settings);
  }

  /**
   * Where Dockerfiles are built: a pod there is root in a user namespace of its own, with the usual
   * capabilities and nothing of its node.
   */
  static Namespace desiredForBuilds(String project, ProjectSettings settings) {
    return namespace(project, ProjectNames.buildsOf(project), BASELINE, BASELINE, settings);
  }

  private static Namespace namespace(
      String project, String name, String enforced, String told, ProjectSettings settings) {
    var version = settings.podSecurityVersion();
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.ofProject(project))
        .addToLabels(POD_SECURITY + "enforce", enforced)
        .addToLabels(POD_SECURITY + "enforce-version", version)
        .addToLabels(POD_SECURITY + "audit", told)
        .addToLabels(POD_SECURITY + "audit-version", version)
        .addToLabels(POD_SECURITY + "warn", told)
        .addToLabels(POD_SECURITY + "warn-version", version)
        .endMetadata()
        .build();
  }

  /** Pods of a tenant have no business with the API server: no token is mounted. */
  static ServiceAccount desiredAccount(String project, String namespace) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(ProjectNames.SERVICE_ACCOUNT)
        .withNamespace(namespace)
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withAutomountServiceAccountToken(false)
        .addNewImagePullSecret(ProjectNames.PULL_SECRET)
        .build();
  }
}
