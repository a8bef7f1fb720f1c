package network.mandala.builder.sbom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The packages of a distribution in a file system: of Debian and its kin, and of Alpine. */
final class SystemPackages {
  private static final int MAX_LIST = 32 * 1024 * 1024;
  private static final int MOST = 20_000;
  private static final Pattern WORD = Pattern.compile("[a-z0-9._-]{1,40}");

  private SystemPackages() {}

  static List<InstalledPackage> in(Path root) throws IOException {
    var found = new ArrayList<InstalledPackage>();
    for (var stanza : stanzas(root.resolve("var/lib/dpkg/status"))) {
      if (stanza.getOrDefault("Status", "").endsWith(" installed")) {
        add(
            found,
            "deb",
            distribution(root, "debian"),
            stanza,
            "Package",
            "Version",
            "Architecture");
      }
    }
    // Images without a package manager have a file for each package.
    for (Path file : files(root.resolve("var/lib/dpkg/status.d"))) {
      for (var stanza : stanzas(file)) {
        add(
            found,
            "deb",
            distribution(root, "debian"),
            stanza,
            "Package",
            "Version",
            "Architecture");
      }
    }
    for (var stanza : stanzas(root.resolve("lib/apk/db/installed"))) {
      add(found, "apk", distribution(root, "alpine"), stanza, "P", "V", "A");
    }
    return found;
  }

  private static void add(
      List<InstalledPackage> found,
      String type,
      String distribution,
      Map<String, String> stanza,
      String nameField,
      String versionField,
      String architectureField) {
    var name = stanza.getOrDefault(nameField, "");
    var version = stanza.getOrDefault(versionField, "");
    if (name.isEmpty() || version.isEmpty() || found.size() >= MOST) {
      return;
    }
    var architecture = stanza.getOrDefault(architectureField, "");
    found.add(
        new InstalledPackage(
            "",
            name,
            version,
            "pkg:%s/%s/%s@%s%s"
                .formatted(
                    type,
                    distribution,
                    PackageUrl.encode(name),
                    PackageUrl.encode(version),
                    architecture.isEmpty() ? "" : "?arch=" + PackageUrl.encode(architecture)),
            stanza.getOrDefault("L", ""),
            ""));
  }

  private static String distribution(Path root, String usual) throws IOException {
    for (var place : List.of("etc/os-release", "usr/lib/os-release")) {
      for (var line : text(root.resolve(place)).lines().toList()) {
        var id = line.startsWith("ID=") ? line.substring(3).replace("\"", "").strip() : "";
        if (WORD.matcher(id).matches()) {
          return id;
        }
      }
    }
    return usual;
  }

  /** The first line of each field of each part between empty lines. */
  private static List<Map<String, String>> stanzas(Path list) throws IOException {
    var stanzas = new ArrayList<Map<String, String>>();
    var stanza = new HashMap<String, String>();
    for (String line : text(list).lines().toList()) {
      int colon = line.indexOf(':');
      if (line.isEmpty() && !stanza.isEmpty()) {
        stanzas.add(stanza);
        stanza = new HashMap<>();
      } else if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        stanza.putIfAbsent(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    if (!stanza.isEmpty()) {
      stanzas.add(stanza);
    }
    return stanzas;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try (var children = Files.list(folder)) {
      return children.sorted().limit(MOST).toList();
    }
  }

  private static String text(Path file) throws IOException {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MAX_LIST
        ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
        : "";
  }
}
