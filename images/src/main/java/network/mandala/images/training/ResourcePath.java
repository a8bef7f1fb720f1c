package network.mandala.images.training;

import java.util.List;

/**
 * What a URL of the Kubernetes API names.
 *
 * @param group {@code /api/v1} or {@code /apis/group/version}
 * @param namespace empty: none, or all
 * @param name empty: the whole collection
 */
record ResourcePath(String group, String namespace, String resource, String name) {

  static ResourcePath parse(String path) {
    var steps = List.of(path.substring(1).split("/", -1));
    int groupSteps = Math.min(steps.size(), steps.getFirst().equals("api") ? 2 : 3);
    var group = "/" + String.join("/", steps.subList(0, groupSteps));
    var rest = steps.subList(groupSteps, steps.size());
    boolean namespaced = rest.size() > 2 && rest.getFirst().equals("namespaces");
    var namespace = namespaced ? rest.get(1) : "";
    var last = namespaced ? rest.subList(2, rest.size()) : rest;
    return new ResourcePath(
        group, namespace, last.isEmpty() ? "" : last.get(0), last.size() < 2 ? "" : last.get(1));
  }

  ResourcePath named(String newName) {
    return new ResourcePath(group, namespace, resource, newName);
  }

  /** The key of the object. */
  String object() {
    return group + " " + resource + " " + namespace + " " + name;
  }

  /** The key of the collection, the beginning of the keys of what is in it. */
  String collection() {
    var all = group + " " + resource + " ";
    return namespace.isEmpty() ? all : all + namespace + " ";
  }

  boolean holds(String object) {
    return object.startsWith(collection());
  }

  boolean isIn(String collection) {
    return object().startsWith(collection);
  }
}
