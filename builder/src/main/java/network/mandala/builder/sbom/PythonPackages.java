package network.mandala.builder.sbom;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The Python packages in a folder that pip installed into. */
final class PythonPackages {
  private static final int MAX_METADATA = 4 * 1024 * 1024;

  private PythonPackages() {}

  static List<InstalledPackage> in(Path folder) throws IOException {
    var found = new ArrayList<InstalledPackage>();
    try (var children = Files.newDirectoryStream(folder, "*.dist-info")) {
      for (Path child : children) {
        var metadata = child.resolve("METADATA");
        if (Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)
            && Files.isRegularFile(metadata, LinkOption.NOFOLLOW_LINKS)
            && Files.size(metadata) <= MAX_METADATA) {
          describe(header(metadata), found);
        }
      }
    }
    return found;
  }

  private static void describe(Map<String, String> header, List<InstalledPackage> found) {
    var name = header.getOrDefault("name", "");
    var version = header.getOrDefault("version", "");
    if (name.isEmpty() || version.isEmpty()) {
      return;
    }
    found.add(
        new InstalledPackage(
            "",
            name,
            version,
            "pkg:pypi/"
                + PackageUrl.encode(name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-"))
                + "@"
                + PackageUrl.encode(version),
            header.getOrDefault("license-expression", header.getOrDefault("license", "")),
            ""));
  }

  /** The first value of each field, up to the empty line; what a value is continued with is cut. */
  private static Map<String, String> header(Path metadata) throws IOException {
    var fields = new HashMap<String, String>();
    var text = new String(Files.readAllBytes(metadata), StandardCharsets.UTF_8);
    for (String line : text.lines().takeWhile(line -> !line.isEmpty()).toList()) {
      int colon = line.indexOf(':');
      if (colon > 0 && !Character.isWhitespace(line.charAt(0))) {
        fields.putIfAbsent(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return fields;
  }
}
