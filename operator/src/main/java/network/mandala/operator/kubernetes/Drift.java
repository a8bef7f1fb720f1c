package network.mandala.operator.kubernetes;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where a live object is not what is desired: a pure comparison of two objects as maps.
 *
 * <p>Every desired field must be there with its value. What the API server or somebody else adds is
 * no drift, unless the field is atomic (a selector, a list without keys): those are compared whole.
 * Quantities are compared by amount. That a field is no longer desired cannot be seen here; {@link
 * Children} sees it by the hash of what was applied last.
 */
final class Drift {

  /** Maps that the API server treats as one value. */
  private static final Set<String> ATOMIC_MAPS =
      Set.of(
          "selector",
          "matchLabels",
          "podSelector",
          "namespaceSelector",
          "labelSelector",
          "nodeSelector");

  /** Parents of quantities, or fields that are one. */
  private static final Set<String> QUANTITIES =
      Set.of(
          "requests",
          "limits",
          "hard",
          "default",
          "defaultRequest",
          "max",
          "min",
          "sizeLimit",
          "averageValue");

  /** Keyed lists of pods: the key of an element, by the name of the list. */
  private static final Map<String, List<String>> POD_LIST_KEYS =
      Map.of(
          "containers", List.of("name"),
          "initContainers", List.of("name"),
          "volumes", List.of("name"),
          "env", List.of("name"),
          "volumeMounts", List.of("mountPath"),
          "imagePullSecrets", List.of("name"),
          "ownerReferences", List.of("uid"),
          "topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable"));

  private static final List<String> CONTAINER_PORT_KEYS = List.of("containerPort", "protocol");
  private static final List<String> SERVICE_PORT_KEYS = List.of("port", "protocol");

  private final String kind;
  private final List<String> differences = new ArrayList<>();

  private Drift(String kind) {
    this.kind = kind;
  }

  /** The paths of the fields that differ; empty when the live object is as desired. */
  static List<String> between(Map<String, Object> desired, Map<String, Object> live) {
    var drift = new Drift(String.valueOf(desired.get("kind")));
    drift.compareMaps("", desired, live);
    return List.copyOf(drift.differences);
  }

  private void compare(String path, String field, boolean quantity, Object desired, Object live) {
    if (isEmpty(desired)) {
      if (!isEmpty(live)) {
        differences.add(path);
      }
    } else if (desired instanceof Map<?, ?> map) {
      if (!(live instanceof Map<?, ?> liveMap)) {
        differences.add(path);
        return;
      }
      if (ATOMIC_MAPS.contains(field) && liveMap.size() != map.size()) {
        differences.add(path);
        return;
      }
      compareMaps(path, map, liveMap);
    } else if (desired instanceof List<?> list) {
      if (live instanceof List<?> liveList) {
        compareLists(path, field, list, liveList);
      } else {
        differences.add(path);
      }
    } else if (!sameValue(quantity, desired, live)) {
      differences.add(path);
    }
  }

  private void compareMaps(String path, Map<?, ?> desired, Map<?, ?> live) {
    var parent = path.substring(path.lastIndexOf('.') + 1);
    for (var entry : desired.entrySet()) {
      var field = String.valueOf(entry.getKey());
      var quantity = QUANTITIES.contains(parent) || QUANTITIES.contains(field);
      var fieldPath = path.isEmpty() ? field : path + "." + field;
      compare(fieldPath, field, quantity, entry.getValue(), live.get(entry.getKey()));
    }
  }

  private void compareLists(String path, String field, List<?> desired, List<?> live) {
    if ("finalizers".equals(field)) {
      if (!live.containsAll(desired)) {
        differences.add(path);
      }
      return;
    }
    var keys = listKeys(path, field);
    if (!keys.isEmpty()) {
      compareKeyedLists(path, keys, desired, live);
      return;
    }
    if (desired.size() != live.size()) {
      differences.add(path);
      return;
    }
    for (int i = 0; i < desired.size(); i++) {
      compare(path + "[" + i + "]", field, false, desired.get(i), live.get(i));
    }
  }

  private void compareKeyedLists(String path, List<String> keys, List<?> desired, List<?> live) {
    for (var element : desired) {
      var wanted = (Map<?, ?>) element;
      var found =
          live.stream()
              .map(candidate -> (Map<?, ?>) candidate)
              .filter(candidate -> keys.stream().allMatch(key -> sameKey(key, wanted, candidate)))
              .findFirst();
      var elementPath = path + "[" + wanted.get(keys.getFirst()) + "]";
      if (found.isPresent()) {
        compareMaps(elementPath, wanted, found.get());
      } else {
        differences.add(elementPath);
      }
    }
  }

  private List<String> listKeys(String path, String field) {
    if ("ports".equals(field)) {
      if (path.contains("ontainers[")) {
        return CONTAINER_PORT_KEYS;
      }
      return "Service".equals(kind) ? SERVICE_PORT_KEYS : List.of();
    }
    return POD_LIST_KEYS.getOrDefault(field, List.of());
  }

  private static boolean sameKey(String key, Map<?, ?> desired, Map<?, ?> live) {
    var fallback = "protocol".equals(key) ? "TCP" : null;
    return sameValue(false, valueOr(desired, key, fallback), valueOr(live, key, fallback));
  }

  private static Object valueOr(Map<?, ?> map, String key, Object fallback) {
    var value = map.get(key);
    return value == null ? fallback : value;
  }

  private static boolean sameValue(boolean quantity, Object desired, Object live) {
    if (desired instanceof Number a && live instanceof Number b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (quantity && desired != null && live != null) {
      return sameAmount(desired.toString(), live.toString());
    }
    return desired == null ? live == null : desired.equals(live);
  }

  private static boolean sameAmount(String desired, String live) {
    if (desired.equals(live)) {
      return true;
    }
    try {
      return Quantity.parse(desired)
              .getNumericalAmount()
              .compareTo(Quantity.parse(live).getNumericalAmount())
          == 0;
    } catch (IllegalArgumentException notQuantities) {
      return false;
    }
  }

  /** The API server does not keep the difference between absent and empty. */
  private static boolean isEmpty(Object value) {
    return value == null
        || "".equals(value)
        || (value instanceof Map<?, ?> map && map.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }
}
