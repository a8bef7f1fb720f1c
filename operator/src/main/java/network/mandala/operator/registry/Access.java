package network.mandala.operator.registry;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/**
 * Rights on repositories.
 *
 * @param name an exact repository; or a prefix that ends in {@code /*}, for everything below it; or
 *     with one inner segment {@code *}, which stands for any single segment
 * @param actions of pull, push, delete
 */
public record Access(String name, List<String> actions) {

  public static final String PULL = "pull";
  public static final String PUSH = "push";
  public static final String DELETE = "delete";

  public Access {
    actions = List.copyOf(new TreeSet<>(actions));
  }

  public static Access pull(String name) {
    return new Access(name, List.of(PULL));
  }

  public static Access pullAndPush(String name) {
    return new Access(name, List.of(PULL, PUSH));
  }

  /** The rights that are both asked (for one exact repository) and granted. */
  static Access intersect(Access asked, Collection<Access> granted) {
    var actions = new TreeSet<String>();
    for (var grant : granted) {
      if (grant.covers(asked.name)) {
        actions.addAll(grant.actions);
      }
    }
    actions.retainAll(asked.actions);
    return new Access(asked.name, List.copyOf(actions));
  }

  boolean covers(String repository) {
    var pattern = name.split("/", -1);
    var segments = repository.split("/", -1);
    boolean below = pattern.length > 1 && "*".equals(pattern[pattern.length - 1]);
    int fixed = below ? pattern.length - 1 : pattern.length;
    if (below ? segments.length <= fixed : segments.length != fixed) {
      return false;
    }
    for (var segment : segments) {
      if (segment.isEmpty() || segment.equals("*")) {
        return false;
      }
    }
    for (int i = 0; i < fixed; i++) {
      // A star in front would be a right on everybody's repositories.
      boolean any = i > 0 && "*".equals(pattern[i]);
      if (!any && !pattern[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }
}
