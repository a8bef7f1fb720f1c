package network.mandala.cli.e2e;

import io.fabric8.kubernetes.api.model.APIResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All objects of a namespace that belong to an agent, of whatever kind, kinds included that nobody
 * thought of.
 */
final class Remains {
  /** Written by the cluster about other objects, and cleared by it in its own time. */
  private static final Set<String> COMMENTARY = Set.of("Event", "PodMetrics");

  private Remains() {}

  /** Names such as "Deployment/hello". */
  static List<String> of(TestProject project, String agent) {
    return objects(project)
        .filter(object -> belongsTo(object, agent))
        .map(object -> object.getKind() + "/" + object.getMetadata().getName())
        .sorted()
        .toList();
  }

  /** Every object of the project's namespace. */
  static Stream<GenericKubernetesResource> objects(TestProject project) {
    return kinds()
        .filter(kind -> !COMMENTARY.contains(kind.getKind()))
        .flatMap(
            kind ->
                TestCluster.client()
                    .genericKubernetesResources(kind)
                    .inNamespace(project.namespace())
                    .list()
                    .getItems()
                    .stream());
  }

  private static boolean belongsTo(GenericKubernetesResource object, String agent) {
    var labels = object.getMetadata().getLabels();
    var name = object.getMetadata().getName();
    return (labels != null && agent.equals(labels.get("mandala.network/agent")))
        || name.equals(agent)
        || name.startsWith(agent + "-");
  }

  private static Stream<ResourceDefinitionContext> kinds() {
    var client = TestCluster.client();
    var groups =
        client.getApiGroups().getGroups().stream()
            .map(group -> group.getPreferredVersion().getGroupVersion());
    return Stream.concat(Stream.of("v1"), groups)
        .flatMap(
            version ->
                client.getApiResources(version).getResources().stream()
                    .filter(
                        resource ->
                            resource.getNamespaced()
                                && resource.getVerbs().contains("list")
                                && !resource.getName().contains("/"))
                    .map(resource -> context(version, resource)));
  }

  private static ResourceDefinitionContext context(String version, APIResource resource) {
    int slash = version.indexOf('/');
    return new ResourceDefinitionContext.Builder()
        .withGroup(slash < 0 ? "" : version.substring(0, slash))
        .withVersion(version.substring(slash + 1))
        .withKind(resource.getKind())
        .withPlural(resource.getName())
        .withNamespaced(true)
        .build();
  }
}
