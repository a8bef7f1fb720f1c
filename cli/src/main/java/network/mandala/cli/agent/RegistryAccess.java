package network.mandala.cli.agent;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import network.mandala.builder.registry.PushAccess;
import network.mandala.cli.console.Failure;

/** Finds where the sources and bundles of a project are stored. */
public final class RegistryAccess {
  private RegistryAccess() {}

  public static PushAccess of(KubernetesClient client, String project) {
    var secret =
        client.secrets().inNamespace(Agents.namespace(project)).withName(PushAccess.SECRET).get();
    if (secret == null) {
      throw new Failure(
          "project "
              + project
              + " has no registry credential yet (Secret "
              + PushAccess.SECRET
              + "): see 'mandala project get "
              + project
              + "'");
    }
    try {
      return PushAccess.parse(secret.getData() == null ? Map.of() : secret.getData());
    } catch (IllegalArgumentException e) {
      throw new Failure(
          e.getMessage()
              + " (in "
              + secret.getMetadata().getNamespace()
              + "): delete it, the operator makes it again",
          e);
    }
  }
}
