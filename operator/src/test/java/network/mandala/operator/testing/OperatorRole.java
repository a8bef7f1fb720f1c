package network.mandala.operator.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.chart.Helm;

/**
 * The rights that the chart gives to the operator, and no others: it runs with them in tests too.
 */
final class OperatorRole {

  private static final String ACCOUNT = "system:serviceaccount:mandala-system:mandala-operator";

  private static final String NAMESPACE = "mandala-system";

  /** The servers that have the roles, by their kubeconfig. */
  private static final Set<Path> GRANTED = new HashSet<>();

  private static List<JsonNode> rendered;

  private OperatorRole() {}

  /** How the operator reaches the API server: as the account of the chart. */
  static Config configOf(ApiServer api) {
    grantOnce(api);
    return api.configAs(
        ACCOUNT,
        "system:serviceaccounts",
        "system:serviceaccounts:mandala-system",
        "system:authenticated");
  }

  /** Does nothing the second time, so that an operator can be started while the server is away. */
  static synchronized void grantOnce(ApiServer api) {
    if (GRANTED.contains(api.kubeconfig())) {
      return;
    }
    var client = api.client();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    for (var object : objects()) {
      var resource =
          client.getKubernetesSerialization().convertValue(object, GenericKubernetesResource.class);
      if (resource.getKind().contains("Role")) {
        if (!resource.getKind().startsWith("Cluster")) {
          resource.getMetadata().setNamespace(NAMESPACE);
        }
        client.resource(resource).forceConflicts().serverSideApply();
      }
    }
    GRANTED.add(api.kubeconfig());
  }

  private static synchronized List<JsonNode> objects() {
    if (rendered == null) {
      try {
        rendered =
            Helm.objects(
                "--set", "domain=example.org", "--show-only", "templates/operator/rbac.yaml");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
    return rendered;
  }
}
