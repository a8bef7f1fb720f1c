package network.mandala.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Finds the file that starts a program. */
final class Entry {
  private static final int MAX_PACKAGE_JSON = 1024 * 1024;
  private static final int MAX_SUGGESTIONS = 5;
  private static final Pattern START_BY_NODE = Pattern.compile("node +([^ -][^ ]*)");

  /** What node adds to a "main" that is no file: the same endings, in its order. */
  private static final List<String> NODE_ENDINGS = List.of("", ".js", ".mjs", ".cjs", "/index.js");

  private final AgentRuntime runtime;
  private final Path source;

  private Entry(AgentRuntime runtime, Path source) {
    this.runtime = runtime;
    this.source = source;
  }

  /**
   * The entry of the program in {@code source}, relative to it.
   *
   * @param convention of the type of agent: may have an entry of its own
   * @param requested what the tenant named; empty: the usual one
   */
  static String find(AgentRuntime runtime, Convention convention, String requested, Path source)
      throws IOException {
    var entry = new Entry(runtime, source.toRealPath());
    if (!requested.isEmpty()) {
      return entry.require(requested, List.of(""), "spec.build.entry");
    }
    if (!convention.entry().isEmpty()) {
      return entry.require(
          convention.entry(),
          List.of(""),
          "the convention of its spec.type, made by npm run build");
    }
    return switch (runtime) {
      case NODE -> entry.findNode();
      case PYTHON -> entry.require("main.py", List.of(""), "the default of a Python agent");
      case DOCKER -> throw new IllegalArgumentException("a Dockerfile names its entry itself");
    };
  }

  /** Whether the program has a build of its own, which may make the entry only later. */
  static boolean isMadeLater(AgentRuntime runtime, Path source) throws IOException {
    return runtime == AgentRuntime.NODE
        && !new Entry(runtime, source.toRealPath())
            .packageJson()
            .path("scripts")
            .path("build")
            .asText("")
            .isBlank();
  }

  private String findNode() throws IOException {
    String main = packageJson().path("main").asText("");
    return main.isEmpty()
        ? require(
            "index.js",
            List.of(""),
            "the default of a Node agent, as package.json names no \"main\"")
        : require(main, NODE_ENDINGS, "\"main\" in package.json");
  }

  private String require(String path, List<String> endings, String from) throws IOException {
    for (String ending : endings) {
      var found = resolve(path + ending);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new BuildFailed(
        Reason.ENTRY_MISSING,
        "The entry file \"%s\" (%s) is not in the source: add it, or set spec.build.entry to the file that starts the program.%s"
            .formatted(path.strip().replaceAll("\\p{Cntrl}", "?"), from, suggestion()));
  }

  /** The path of a file inside the source, through links too, or nothing. */
  private Optional<String> resolve(String path) throws IOException {
    try {
      Path file = source.resolve(path).normalize();
      boolean inside =
          file.startsWith(source)
              && Files.isRegularFile(file)
              && file.toRealPath().startsWith(source);
      return inside ? Optional.of(source.relativize(file).toString()) : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private JsonNode packageJson() throws IOException {
    var file = resolve("package.json");
    if (file.isEmpty()) {
      return MissingNode.getInstance();
    }
    Path json = source.resolve(file.get());
    if (Files.size(json) > MAX_PACKAGE_JSON) {
      throw new BuildFailed(
          Reason.SOURCE_INVALID, "package.json is larger than 1 MiB: nothing in it can need that.");
    }
    try {
      return new ObjectMapper().readTree(Files.readAllBytes(json));
    } catch (JsonProcessingException e) {
      var where = e.getLocation();
      String line =
          where == null
              ? ""
              : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
      throw new BuildFailed(
          Reason.SOURCE_INVALID, "package.json is no valid JSON" + line + ": correct it.", e);
    }
  }

  /** What the entry may be meant to be, for the message. */
  private String suggestion() throws IOException {
    if (runtime == AgentRuntime.NODE) {
      var start = START_BY_NODE.matcher(packageJson().path("scripts").path("start").asText(""));
      if (start.matches() && resolve(start.group(1)).isPresent()) {
        return " Its \"start\" script runs \"" + start.group(1) + "\".";
      }
    }
    String ending = runtime == AgentRuntime.NODE ? ".{js,mjs,cjs}" : ".py";
    try (var files = Files.newDirectoryStream(source, "*" + ending)) {
      var names = new TreeSet<String>();
      files.forEach(file -> names.add("\"" + file.getFileName() + "\""));
      return names.isEmpty()
          ? " There is no *" + ending + " file at the top of it."
          : " At the top of it there is "
              + String.join(", ", names.stream().limit(MAX_SUGGESTIONS).toList())
              + ".";
    }
  }
}
