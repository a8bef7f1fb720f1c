package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.kubernetes.Labels;

/**
 * What the signed bridge may do in a project. It has no such right in any other namespace, which a
 * ClusterRole that is bound for the whole cluster could not say.
 */
final class ProjectBridge {

  private static final String GROUP = "rbac.authorization.k8s.io";

  /** The account of the bridge, and the binding. */
  static final String NAME = "mandala-bridge";

  /** The ClusterRole of the chart; the only one that the operator may bind. */
  static final String ROLE = "mandala-bridge-tenant";

  private ProjectBridge() {}

  static RoleBinding desired(String project, NodeConfig.Bridge bridge) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(NAME)
        .withNamespace(ProjectNames.namespaceOf(project))
        .withLabels(Labels.ofProject(project))
        .endMetadata()
        .withNewRoleRef(GROUP, "ClusterRole", ROLE)
        .addNewSubject(null, "ServiceAccount", NAME, bridge.namespace())
        .build();
  }
}
