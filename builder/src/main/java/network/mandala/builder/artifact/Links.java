package network.mandala.builder.artifact;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The symbolic links of one tree, judged before any of them exists: each is followed name by name
 * through the others, as the kernel would, and must never leave the root. Judging the text of each
 * link alone is not enough: {@code a -> b/..} leaves it when {@code b} is itself a link upwards.
 */
final class Links {
  /** What Linux follows at most before it gives up. */
  private static final int MAX_HOPS = 40;

  private static final String OUTSIDE = "..";
  private static final String NOWHERE = "/";

  private final Limits limits;
  private final SortedMap<String, String> targets = new TreeMap<>();

  Links(Limits limits) {
    this.limits = limits;
  }

  void add(String path, String target) {
    boolean tooLong = target.getBytes(StandardCharsets.UTF_8).length > limits.pathBytes();
    if (target.isEmpty() || tooLong || target.chars().anyMatch(EntryPath::isUnfit)) {
      throw new SourceInvalid(
          "The link %s has a target that is no path: %s."
              .formatted(EntryPath.quote(path), EntryPath.quote(target)));
    }
    targets.put(path, target);
  }

  Map<String, String> all() {
    return targets;
  }

  /**
   * Refuses the tree when one of its links leads outside. A loop or a link to nothing leads
   * nowhere, and is harmless.
   */
  void requireInside() {
    targets.forEach(
        (path, target) -> {
          if (leaves(path)) {
            throw outside(path, target);
          }
        });
  }

  static SourceInvalid outside(String path, String target) {
    return new SourceInvalid(
        "The link %s leads out of the folder, to %s: replace it by a copy of what it points to."
            .formatted(EntryPath.quote(path), EntryPath.quote(target)));
  }

  private boolean leaves(String path) {
    return follow(path).equals(OUTSIDE);
  }

  /**
   * Where a path leads through the links; what is no path in the tree when it leads outside or
   * nowhere.
   */
  String follow(String path) {
    var here = new ArrayList<String>();
    var ahead = new ArrayDeque<String>(List.of(path.split("/")));
    int hops = 0;
    while (!ahead.isEmpty()) {
      String name = ahead.pop();
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (here.isEmpty()) {
          return OUTSIDE;
        }
        here.removeLast();
        continue;
      }
      here.add(name);
      String target = targets.get(String.join("/", here));
      if (target != null) {
        if (target.startsWith("/")) {
          return OUTSIDE;
        }
        if (++hops > MAX_HOPS) {
          return NOWHERE;
        }
        here.removeLast();
        List.of(target.split("/")).reversed().forEach(ahead::push);
      }
    }
    return String.join("/", here);
  }
}
