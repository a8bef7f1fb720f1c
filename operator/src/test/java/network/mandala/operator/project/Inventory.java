package network.mandala.operator.project;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is in the cluster of a project, for comparison. */
record Inventory(String project, List<HasMetadata> objects) {

  static Inventory of(KubernetesClient client, String project) {
    var namespace = "mandala-project-" + project;
    var labels = Map.of("mandala.network/project", project);
    var objects = new ArrayList<HasMetadata>();
    add(objects, client.namespaces().withLabels(labels));
    add(objects, client.network().v1().networkPolicies().inNamespace(namespace).withLabels(labels));
    add(objects, client.resourceQuotas().inNamespace(namespace).withLabels(labels));
    add(objects, client.limitRanges().inNamespace(namespace).withLabels(labels));
    add(objects, client.secrets().inNamespace(namespace).withLabels(labels));
    add(objects, client.configMaps().inNamespace(namespace).withLabels(labels));
    add(objects, client.serviceAccounts().inNamespace(namespace).withLabels(labels));
    add(objects, client.rbac().roleBindings().inNamespace(namespace).withLabels(labels));
    return new Inventory(project, List.copyOf(objects));
  }

  private static <R extends HasMetadata, L extends KubernetesResourceList<R>> void add(
      List<HasMetadata> objects, FilterWatchListDeletable<R, L, ?> found) {
    objects.addAll(found.list().getItems());
  }

  List<String> names() {
    return objects.stream().map(Inventory::name).toList();
  }

  Map<String, String> versions() {
    var versions = new TreeMap<String, String>();
    objects.forEach(o -> versions.put(name(o), o.getMetadata().getResourceVersion()));
    return versions;
  }

  /**
   * Each object as YAML without what the API server adds, and grants, which differ by time; the
   * name of the project is {@code PROJECT}, so that projects can be compared.
   */
  Map<String, String> specs() {
    var serialization = new KubernetesSerialization();
    var specs = new TreeMap<String, String>();
    for (var object : objects) {
      @SuppressWarnings("unchecked")
      Map<String, Object> map = serialization.convertValue(object, TreeMap.class);
      map.remove("status");
      if (object.getKind().equals("Secret")) {
        map.remove("data");
      }
      map.put("metadata", new TreeMap<>(object.getMetadata().getLabels()));
      specs.put(anonymous(name(object)), anonymous(serialization.asYaml(map)));
    }
    return specs;
  }

  private String anonymous(String text) {
    return text.replaceAll("\\b" + project + "\\b", "PROJECT");
  }

  private static String name(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
