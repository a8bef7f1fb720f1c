package network.mandala.manifest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.crds.format.Formats;

/**
 * What is said of one program: at the top of a manifest of version 1.0, in each service of 2.0. The
 * rules are those of the Agent resource, so that the API server has nothing left to refuse.
 */
final class ServiceReader {
  private static final String AGIDENTITY = "agidentity";
  private static final String DOCKER = "docker";
  private static final int LONGEST_PATH = 255;
  private static final int MOST_PORTS = 10;
  private static final int HIGHEST_PORT = 65535;

  /** The folders that a volume must not hide. */
  private static final Set<String> SYSTEM =
      Set.of("app", "bin", "deps", "dev", "etc", "lib", "proc", "sys", "tmp", "usr");

  private static final String INSIDE =
      "a path inside the source: letters, digits and . _ @ + - with / between folders, no part beginning with '.'";

  private final SourceTree source;
  private final Problems problems;

  ServiceReader(SourceTree source, Problems problems) {
    this.source = source;
    this.problems = problems;
  }

  /** The caller refuses fields that are not known: there may be more than are read here. */
  Service read(String name, Section section, Map<String, String> shared) {
    var fields = new LinkedHashMap<String, Object>();
    var agent = section.required("agent");
    var type = agent.word("type", List.of("custom", AGIDENTITY, "openclaw")).orElse("custom");
    if (!type.equals("custom")) {
      fields.put("type", type);
    }
    var image =
        agent
            .text("image", Formats.IMAGE, 500, "the name of an image, such as host/name:tag")
            .orElse("");
    program(agent, type, image, fields);
    agent.refuseTheRest();

    var environment = new TreeMap<>(shared);
    var environments = new EnvironmentReader(problems);
    environment.putAll(environments.read(section));
    environments.checkCount(section, environment);

    var resources = new ResourcesReader(section);
    resources.read().ifPresent(given -> fields.put("resources", given));
    var ports = ports(section);
    if (!ports.isEmpty() || type.equals(AGIDENTITY)) {
      fields.put("ports", ports.isEmpty() ? List.of(3000) : ports);
    }
    section
        .section("healthCheck")
        .ifPresent(check -> fields.put("healthCheck", healthCheck(check)));
    boolean stored = storage(section, fields);
    databases(section, fields);
    frontend(section, image, fields);
    int most = stored || resources.isAccelerated() ? 1 : 10;
    fields.put("scaling", Map.of("min", 1, "max", most, "targetCPU", 50));
    return new Service(name, image, fields, environment);
  }

  /** Which image is run: the one given, AGIdentity's, that of a Dockerfile, or the runtime's. */
  private void program(Section agent, String type, String image, Map<String, Object> fields) {
    var runtime = agent.word("runtime", List.of("node", "python", DOCKER)).orElse("node");
    var dockerfile = path(agent, "dockerfile").orElse("");
    var context = path(agent, "buildContext").orElse("");
    if (!image.isEmpty()) {
      for (String field : List.of("runtime", "dockerfile", "buildContext")) {
        if (agent.has(field)) {
          agent.note(field, "is not used: agent.image is run as it is");
        }
      }
      return;
    }
    if (!context.isEmpty() && !source.hasFolder(context)) {
      agent.problem("buildContext", "there is no folder %s in the source", context);
    }
    var build = new LinkedHashMap<String, Object>();
    if (!context.isEmpty()) {
      build.put("directory", context);
    }
    if (type.equals(AGIDENTITY)) {
      if (agent.has("dockerfile")) {
        agent.note(
            "dockerfile", "is not used: agents of type agidentity are built in their own way");
      }
      fields.put("runtime", "node");
    } else if (!dockerfile.isEmpty() || runtime.equals(DOCKER)) {
      fields.put("runtime", DOCKER);
      dockerfile(agent, dockerfile, context, build);
    } else {
      fields.put("runtime", runtime);
    }
    if (!build.isEmpty()) {
      fields.put("build", build);
    }
  }

  private void dockerfile(Section agent, String given, String context, Map<String, Object> build) {
    var folder = context.isEmpty() ? "" : context + "/";
    var file = given.isEmpty() ? folder + "Dockerfile" : given;
    if (!source.hasFile(file)) {
      agent.problem(
          given.isEmpty() ? "runtime" : "dockerfile",
          "there is no file %s in the source%s",
          file,
          given.isEmpty() ? "; runtime node runs index.js without one" : "");
    } else if (!file.startsWith(folder)) {
      agent.problem(
          "dockerfile",
          "%s must lie in agent.buildContext, which is %s: move it there",
          file,
          context);
    } else if (!given.isEmpty()) {
      build.put("dockerfile", file.substring(folder.length()));
    }
  }

  /** An empty path is the top of the source. */
  private static Optional<String> path(Section section, String name) {
    return section
        .text(name)
        .map(ServiceReader::shortened)
        .filter(
            path -> {
              boolean fits =
                  path.isEmpty()
                      || (path.length() <= LONGEST_PATH && path.matches(Formats.PATH_INSIDE));
              if (!fits) {
                section.problem(name, "'%s' must be %s", JsonPath.printable(path), INSIDE);
              }
              return fits;
            });
  }

  /** Without what people write and what means nothing: {@code ./a/} is {@code a}. */
  private static String shortened(String path) {
    var rest = path;
    while (rest.startsWith("./")) {
      rest = rest.substring(2);
    }
    while (rest.length() > 1 && rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    return rest.equals(".") ? "" : rest;
  }

  private static List<Integer> ports(Section section) {
    var ports = section.integers("ports", 1, HIGHEST_PORT);
    if (ports.size() > MOST_PORTS) {
      section.problem("ports", "are %d; at most %d", ports.size(), MOST_PORTS);
    }
    if (ports.stream().distinct().count() < ports.size()) {
      section.problem("ports", "must differ from each other");
    }
    return ports;
  }

  private static Map<String, Object> healthCheck(Section check) {
    var fields = new LinkedHashMap<String, Object>();
    if (!check.has("path")) {
      check.problem("path", "is missing: the path that is asked, such as /health");
    }
    check
        .text(
            "path",
            "/[\\x21-\\x7e]*",
            1000,
            "a path that begins with / and has no spaces, such as /health")
        .ifPresent(path -> fields.put("path", path));
    check.integer("port", 1, HIGHEST_PORT).ifPresent(port -> fields.put("port", port));
    check
        .integer("intervalSeconds", 1, 3600)
        .ifPresent(seconds -> fields.put("intervalSeconds", seconds));
    check.refuseTheRest();
    return fields;
  }

  /** Whether there is a volume. */
  private static boolean storage(Section section, Map<String, Object> fields) {
    return section
        .section("storage")
        .map(
            storage -> {
              var volume = new LinkedHashMap<String, Object>();
              if (!storage.has("enabled")) {
                storage.problem("enabled", "is missing: write true or false");
              }
              boolean enabled = storage.flag("enabled").orElse(false);
              storage
                  .amount("size")
                  .filter(size -> ResourcesReader.isAmount(storage, "size", size))
                  .ifPresent(size -> volume.put("size", size));
              storage
                  .text(
                      "mountPath",
                      "(/[A-Za-z0-9._-]+)+",
                      LONGEST_PATH,
                      "an absolute path of letters, digits, '.', '_' and '-', such as /data")
                  .filter(path -> isFree(storage, path))
                  .ifPresent(path -> volume.put("mountPath", path));
              storage.refuseTheRest();
              if (enabled) {
                fields.put("storage", volume);
              }
              return enabled;
            })
        .orElse(false);
  }

  private static boolean isFree(Section storage, String path) {
    var parts = List.of(path.substring(1).split("/"));
    boolean free =
        !parts.contains(".") && !parts.contains("..") && !SYSTEM.contains(parts.getFirst());
    if (!free) {
      storage.problem(
          "mountPath", "%s would hide the program or the system: use a folder such as /data", path);
    }
    return free;
  }

  private static void databases(Section section, Map<String, Object> fields) {
    section
        .section("databases")
        .ifPresent(
            databases -> {
              var wanted = new LinkedHashMap<String, Object>();
              for (String name : List.of("mysql", "mongo", "redis")) {
                if (databases.flag(name).orElse(false)) {
                  wanted.put(name, Map.of());
                }
              }
              databases.refuseTheRest();
              if (!wanted.isEmpty()) {
                fields.put("databases", wanted);
              }
            });
  }

  private void frontend(Section section, String agentImage, Map<String, Object> fields) {
    section
        .section("frontend")
        .ifPresent(
            frontend -> {
              var image =
                  frontend.text(
                      "image", Formats.IMAGE, 500, "the name of an image, such as host/name:tag");
              var directory = path(frontend, "directory");
              frontend.refuseTheRest();
              if (image.isPresent()) {
                if (frontend.has("directory")) {
                  frontend.note("directory", "is not used: frontend.image is run as it is");
                }
                fields.put("frontend", Map.of("image", image.get()));
                return;
              }
              var folder = directory.filter(path -> !path.isEmpty()).orElse("frontend");
              if (directory.filter(String::isEmpty).isPresent()) {
                frontend.problem(
                    "directory", "the whole source is not served: name a folder of it");
              } else if (!agentImage.isEmpty()) {
                frontend.problem(
                    "directory",
                    "files of the source can be served only where the agent is built from it: remove agent.image, or name frontend.image");
              } else if (!source.hasFolder(folder)) {
                frontend.problem("directory", "there is no folder %s in the source", folder);
              }
              fields.put("frontend", Map.of("directory", folder));
            });
  }
}
