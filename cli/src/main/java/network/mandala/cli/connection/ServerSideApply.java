package network.mandala.cli.connection;

import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** How the command line writes: server-side apply, as the one field manager {@code mandala-cli}. */
public final class ServerSideApply {
  public static final String FIELD_MANAGER = "mandala-cli";

  private ServerSideApply() {}

  /** As below, without annotations. */
  public static void apply(
      KubernetesClient client,
      Class<? extends HasMetadata> type,
      String namespace,
      String name,
      Map<String, Object> spec) {
    apply(client, type, namespace, name, Map.of(), spec);
  }

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
      Map<String, String> annotations,
      Map<String, Object> spec) {
    var kind = ResourceDefinitionContext.fromResourceType(type);
    var wanted =
        new GenericKubernetesResourceBuilder()
            .withApiVersion(kind.getGroup() + "/" + kind.getVersion())
            .withKind(kind.getKind())
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withAnnotations(annotations)
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

  /**
   * Changes single fields that no push says: what is written here, a later apply leaves alone.
   *
   * @param change a JSON merge patch; null takes a field away
   */
  public static <T extends HasMetadata> T merge(Resource<T> resource, Map<String, Object> change) {
    return resource.patch(
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(FIELD_MANAGER)
            .build(),
        Serialization.asJson(change));
  }
}
