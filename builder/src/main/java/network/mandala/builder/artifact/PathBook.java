package network.mandala.builder.artifact;

import static network.mandala.builder.artifact.EntryPath.quote;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every path of one archive, each once, in whatever spelling: what is packed here is unpacked the
 * same on any file system.
 */
final class PathBook {
  enum Kind {
    FOLDER,
    FILE,
    LINK
  }

  private final Limits limits;
  private final Map<String, Kind> kinds = new HashMap<>();
  private final Map<String, String> byFolding = new HashMap<>();

  PathBook(Limits limits) {
    this.limits = limits;
  }

  Optional<Kind> kind(String path) {
    return Optional.ofNullable(kinds.get(path));
  }

  void add(String path, Kind kind) {
    if (kinds.putIfAbsent(path, kind) != null) {
      throw new SourceInvalid(
          "The path " + quote(path) + " is in the source archive twice: pack it again.");
    }
    String other = byFolding.putIfAbsent(EntryPath.folded(path), path);
    if (other != null) {
      throw new SourceInvalid(
          "The paths %s and %s differ only in upper and lower case or in how an accent is written: rename one."
              .formatted(quote(other), quote(path)));
    }
    if (kinds.size() > limits.files()) {
      throw new SourceTooLarge(
          "The source has more than %d files and folders, the most that is taken: leave dependencies and build outputs out with a %s file."
              .formatted(limits.files(), IgnoreRules.FILE));
    }
  }

  /** How many files and links there are. */
  int files() {
    return (int) kinds.values().stream().filter(kind -> kind != Kind.FOLDER).count();
  }
}
