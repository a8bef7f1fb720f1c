package network.mandala.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import network.mandala.builder.registry.Digest;

/**
 * What the installation of a program's dependencies depends on. It is decided before anything of
 * the tenant has run. Where a script may run meanwhile, its result may depend on anything.
 */
sealed interface Installation {

  /** Nothing is installed, and nothing is made by a build of the program's own. */
  record Nothing() implements Installation {}

  /**
   * The files named by checksum in a lock file are unpacked, and no script is run.
   *
   * @param files stands for the files that decide
   */
  record Locked(Digest files) implements Installation {}

  /** Whatever else. */
  record Open() implements Installation {}

  /**
   * @param program the folder that it lies in
   */
  static Installation of(AgentRuntime runtime, Path program) throws IOException {
    return switch (runtime) {
      case NODE -> Npm.of(program);
      case PYTHON -> PinnedRequirements.installation(program);
      case DOCKER -> new Open();
    };
  }

  /** As dependencies-node.sh of the operator installs. */
  final class Npm {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_BYTES = 32 * 1024 * 1024;
    private static final String MANIFEST = "package.json";

    /** npm reads the first that is there. */
    private static final List<String> LOCKS = List.of("npm-shrinkwrap.json", "package-lock.json");

    /** What npm runs of the program itself when it installs. */
    private static final List<String> SCRIPTS =
        List.of(
            "build",
            "preinstall",
            "install",
            "postinstall",
            "prepublish",
            "preprepare",
            "prepare",
            "postprepare",
            "dependencies");

    private Npm() {}

    private static Installation of(Path program) throws IOException {
      if (!Files.exists(program.resolve(MANIFEST), LinkOption.NOFOLLOW_LINKS)) {
        return new Nothing();
      }
      var manifest = json(program.resolve(MANIFEST));
      if (!manifest.isObject() || hasText(manifest.path("scripts"), "build")) {
        return new Open();
      }
      if (manifest.path("dependencies").isEmpty()
          && manifest.path("optionalDependencies").isEmpty()
          && manifest.path("workspaces").isEmpty()) {
        return new Nothing();
      }
      var lock = LOCKS.stream().filter(name -> isThere(program.resolve(name))).findFirst();
      boolean runsNothing =
          SCRIPTS.stream().noneMatch(name -> hasText(manifest.path("scripts"), name))
              && !isThere(program.resolve("binding.gyp"));
      return runsNothing
              && manifest.path("workspaces").isEmpty()
              && lock.isPresent()
              && isWhole(json(program.resolve(lock.get())))
          ? locked(program)
          : new Open();
    }

    /** Whether every package is named by its checksum, lies in the registry and runs no script. */
    private static boolean isWhole(JsonNode lock) {
      var packages = lock.path("packages");
      return lock.path("lockfileVersion").asInt() >= 2
          && packages.isObject()
          && packages
              .propertyStream()
              .filter(entry -> !entry.getKey().isEmpty())
              .allMatch(entry -> isWhole(entry.getKey(), entry.getValue()));
    }

    private static boolean isWhole(String path, JsonNode locked) {
      if (locked.path("dev").asBoolean() && !locked.path("link").asBoolean()) {
        return true; // not installed
      }
      return path.startsWith("node_modules/")
          && !locked.path("link").asBoolean()
          && !locked.path("hasInstallScript").asBoolean()
          && !locked.path("resolved").asText("").startsWith("file:")
          && (locked.path("inBundle").asBoolean()
              || locked.path("integrity").asText("").startsWith("sha"));
    }

    private static Installation locked(Path program) throws IOException {
      var hash = Digest.sha256();
      for (String name : List.of(MANIFEST, LOCKS.get(0), LOCKS.get(1), ".npmrc")) {
        Path file = program.resolve(name);
        if (!isThere(file)) {
          add(hash, new byte[0]);
        } else if (isReadable(file)) {
          add(hash, Files.readAllBytes(file));
        } else {
          return new Open();
        }
      }
      return new Locked(Digest.of(hash));
    }

    private static void add(MessageDigest hash, byte[] content) {
      hash.update((content.length + ":").getBytes(StandardCharsets.US_ASCII));
      hash.update(content);
    }

    private static boolean hasText(JsonNode scripts, String name) {
      var script = scripts.path(name);
      return !script.isMissingNode() && !script.asText("x").isBlank();
    }

    private static boolean isThere(Path file) {
      return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    }

    /** A link may lead to what changes. */
    private static boolean isReadable(Path file) throws IOException {
      return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) <= MOST_BYTES;
    }

    private static JsonNode json(Path file) throws IOException {
      if (!isReadable(file)) {
        return MissingNode.getInstance();
      }
      try {
        return JSON.readTree(Files.readAllBytes(file));
      } catch (JsonProcessingException notJson) {
        return MissingNode.getInstance(); // npm says it
      }
    }
  }
}
