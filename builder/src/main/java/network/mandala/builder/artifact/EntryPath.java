package network.mandala.builder.artifact;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The path of an archive entry, checked: relative, without {@code ..}, and a name that any file
 * system can hold.
 */
record EntryPath(List<String> names) {
  /** What Linux file systems take at most for one name. */
  private static final int MAX_NAME_BYTES = 255;

  /**
   * Reads the name of an entry; {@code ./} and a trailing slash mean nothing. An empty list is the
   * root itself.
   */
  static EntryPath parse(String raw, int maxBytes) {
    if (raw.getBytes(StandardCharsets.UTF_8).length > maxBytes) {
      throw new SourceInvalid(
          "The path " + quote(raw) + " is longer than " + maxBytes + " bytes: shorten it.");
    }
    if (raw.startsWith("/")) {
      throw new SourceInvalid(
          "The path " + quote(raw) + " is absolute: pack the folder with relative paths.");
    }
    var names = new ArrayList<String>();
    for (String name : raw.split("/")) {
      if (name.isEmpty() || name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        throw new SourceInvalid(
            "The path "
                + quote(raw)
                + " leaves the folder by \"..\": only paths inside it are taken.");
      }
      checkName(raw, name);
      names.add(name);
    }
    return new EntryPath(List.copyOf(names));
  }

  private static void checkName(String raw, String name) {
    if (name.chars().anyMatch(EntryPath::isUnfit)) {
      throw new SourceInvalid(
          "The path "
              + quote(raw)
              + " has a control character, a backslash or bytes that are no UTF-8 in it: rename it.");
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > MAX_NAME_BYTES) {
      throw new SourceInvalid(
          "The name " + quote(name) + " is longer than " + MAX_NAME_BYTES + " bytes: shorten it.");
    }
  }

  /** What no name may have: it breaks lines of a log, means a folder elsewhere, or is no UTF-8. */
  static boolean isUnfit(int letter) {
    return letter < 0x20 || letter == 0x7f || letter == '\\' || letter == 0xfffd;
  }

  boolean isRoot() {
    return names.isEmpty();
  }

  /** The paths of all folders above this one, outermost first, without the root. */
  List<String> parents() {
    var parents = new ArrayList<String>();
    for (int depth = 1; depth < names.size(); depth++) {
      parents.add(String.join("/", names.subList(0, depth)));
    }
    return parents;
  }

  /**
   * What two paths have in common that a case-insensitive or normalising file system takes for one.
   */
  static String folded(String path) {
    return Normalizer.normalize(path, Normalizer.Form.NFC)
        .toUpperCase(Locale.ROOT)
        .toLowerCase(Locale.ROOT);
  }

  /** Quoted for a message: nothing in it can break a line or forge another. */
  static String quote(String raw) {
    String shown = raw.length() > 120 ? raw.substring(0, 120) + "..." : raw;
    return "\"" + shown.replaceAll("[\\p{Cntrl}\"]", "?") + "\"";
  }

  @Override
  public String toString() {
    return String.join("/", names);
  }
}
