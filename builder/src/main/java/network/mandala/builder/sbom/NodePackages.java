package network.mandala.builder.sbom;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** The npm packages in a node_modules folder: those that are there, whatever a lock file says. */
final class NodePackages {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MAX_MANIFEST = 1024 * 1024;
  private static final int MAX_LOCK = 64 * 1024 * 1024;
  private static final int MOST = 50_000;

  /** npm's own record of what it installed. */
  private static final String LOCK = ".package-lock.json";

  private static final String SHA512 = "sha512-";

  private final Path modules;
  private final JsonNode lock;
  private final List<InstalledPackage> found = new ArrayList<>();

  private NodePackages(Path modules) throws IOException {
    this.modules = modules;
    this.lock = json(modules.resolve(LOCK), MAX_LOCK).path("packages");
  }

  static List<InstalledPackage> in(Path modules) throws IOException {
    var packages = new NodePackages(modules);
    packages.addFrom(modules);
    return packages.found;
  }

  private void addFrom(Path folder) throws IOException {
    for (Path child : folders(folder)) {
      var name = child.getFileName().toString();
      if (name.startsWith("@")) {
        for (Path scoped : folders(child)) {
          add(scoped);
        }
      } else if (!name.startsWith(".")) {
        add(child);
      }
    }
  }

  private void add(Path folder) throws IOException {
    var manifest = json(folder.resolve("package.json"), MAX_MANIFEST);
    var name = manifest.path("name").asText("");
    var version = manifest.path("version").asText("");
    if (!name.isEmpty() && !version.isEmpty() && found.size() < MOST) {
      found.add(describe(folder, name, version, manifest));
    }
    var nested = folder.resolve("node_modules");
    if (Files.isDirectory(nested, LinkOption.NOFOLLOW_LINKS)) {
      addFrom(nested);
    }
  }

  private InstalledPackage describe(Path folder, String name, String version, JsonNode manifest) {
    int slash = name.startsWith("@") ? name.indexOf('/') : -1;
    var group = slash < 0 ? "" : name.substring(0, slash);
    var own = name.substring(slash + 1);
    var locked = lock.path("node_modules/" + modules.relativize(folder));
    return new InstalledPackage(
        group,
        own,
        version,
        "pkg:npm/"
            + (group.isEmpty() ? "" : PackageUrl.encode(group) + "/")
            + PackageUrl.encode(own)
            + "@"
            + PackageUrl.encode(version),
        license(manifest.path("license")),
        locked.path("version").asText().equals(version)
            ? sha512(locked.path("integrity").asText(""))
            : "");
  }

  /** A word, or an object of long ago. */
  private static String license(JsonNode license) {
    return license.isTextual() ? license.asText() : license.path("type").asText("");
  }

  private static String sha512(String integrity) {
    if (!integrity.startsWith(SHA512)) {
      return "";
    }
    try {
      return HexFormat.of()
          .formatHex(Base64.getDecoder().decode(integrity.substring(SHA512.length())));
    } catch (IllegalArgumentException notBase64) {
      return "";
    }
  }

  /** Real folders only: a link could lead to what is not the tenant's. */
  private static List<Path> folders(Path folder) throws IOException {
    try (var children = Files.list(folder)) {
      return children
          .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
          .sorted()
          .toList();
    }
  }

  private static JsonNode json(Path file, int most) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > most) {
      return MissingNode.getInstance();
    }
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (com.fasterxml.jackson.core.JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }
}
