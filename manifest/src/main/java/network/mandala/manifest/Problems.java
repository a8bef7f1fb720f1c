package network.mandala.manifest;

import java.util.ArrayList;
import java.util.List;

/** What was found wrong so far, and what is worth a word without being wrong. */
final class Problems {
  /** A file that is no manifest at all has a problem at every field. */
  private static final int MOST = 50;

  private final List<Problem> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int more;

  void add(String path, String message, Object... values) {
    if (found.size() < MOST) {
      found.add(new Problem(path, values.length == 0 ? message : message.formatted(values)));
    } else {
      more++;
    }
  }

  void note(String path, String message) {
    notes.add(path + ": " + message);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * @throws ManifestInvalid when there is any
   */
  void failIfAny() {
    if (found.isEmpty()) {
      return;
    }
    var all = new ArrayList<>(found);
    if (more > 0) {
      all.add(new Problem("$", "and " + more + " more problems"));
    }
    throw new ManifestInvalid(all);
  }
}
