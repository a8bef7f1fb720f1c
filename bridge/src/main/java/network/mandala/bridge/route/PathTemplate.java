package network.mandala.bridge.route;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A path whose segments are words, or variables such as {@code :id}. It is compared byte by byte: a
 * path in another case or with another slash is another path.
 */
record PathTemplate(List<String> segments, String path) {
  static PathTemplate of(String path) {
    return new PathTemplate(split(path), path);
  }

  /** The variables, if this is such a path. A variable is never empty. */
  Optional<Map<String, String>> match(List<String> path) {
    if (path.size() != segments.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < path.size(); i++) {
      var segment = segments.get(i);
      if (!segment.startsWith(":") && !segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    var variables = new HashMap<String, String>();
    for (int i = 0; i < path.size(); i++) {
      var segment = segments.get(i);
      if (segment.startsWith(":") && !path.get(i).isEmpty()) {
        variables.put(segment.substring(1), path.get(i));
      } else if (!segment.equals(path.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(Map.copyOf(variables));
  }

  @Override
  public String toString() {
    return path;
  }

  static List<String> split(String path) {
    return List.of(path.split("/", -1));
  }
}
