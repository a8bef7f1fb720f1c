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

  private ProjectNamespace() {}

  /** Warnings and the audit log always hold to the strictest standard. */
  static Namespace desired(String project, ProjectSpec spec, ProjectSettings settings) {
    var enforced = spec.isolation().podSecurity().name().toLowerCase(Locale.ROOT);
    var version = settings.podSecurityVersion();
    return new NamespaceBuilder()
        .withNewMetadata()
        .withName(ProjectNames.namespaceOf(project))
        .withLabels(Labels.ofProject(project))
        .addToLabels(POD_SECURITY + "enforce", enforced)
        .addToLabels(POD_SECURITY + "enforce-version", version)
        .addToLabels(POD_SECURITY + "audit", RESTRICTED)
        .addToLabels(POD_SECURITY + "audit-version", version)
        .addToLabels(POD_SECURITY + "warn", RESTRICTED)
        .addToLabels(POD_SECURITY + "warn-version", version)
        .endMetadata()
        .build();
  }

  /** Pods of a tenant have no business with the API server: no token is mounted. */
  static ServiceAccount desiredAccount(String project) {
    return new ServiceAccountBuilder()
        .withNewMetadata()
        .withName(ProjectNames.SERVICE_ACCOUNT)
        .withNamespace(ProjectNames.namespaceOf(project))
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withAutomountServiceAccountToken(false)
        .addNewImagePullSecret(ProjectNames.PULL_SECRET)
        .build();
  }
}
