package network.mandala.cli.connection;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.Map;

/** How the command line writes: server-side apply, as the one field manager {@code mandala-cli}. */
public final class ServerSideApply {
  public static final String FIELD_MANAGER = "mandala-cli";

  private ServerSideApply() {}

  /**
   * Writes exactly these fields of a resource; a field that another manager set is taken over,
   * because a person asked for it here.
   *
   * @param namespace null for a resource of the cluster
   */
  public static void apply(
      KubernetesClient client,
      Class<? extends HasMetadata> type,
      String namespace,
      String name,
      Map<String, Object> spec) {
    var kind = ResourceDefinitionContext.fromResourceType(type);
    var wanted =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind.getGroup() + "/" + kind.getVersion())
            .withKind(kind.getKind())
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .endMetadata()
            .addToAdditionalProperties("spec", spec)
            .build();
    var resources = client.genericKubernetesResources(kind);
    var target =
        namespace == null
            ? resources.resource(wanted)
            : resources.inNamespace(namespace).resource(wanted);
    target.patch(
        new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(FIELD_MANAGER)
            .withForce(true)
            .build());
  }
}
