package network.mandala.operator.chart;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The program helm, on the chart of this checkout. Tests are skipped where it is missing, and say
 * so.
 */
public final class Helm {

  static final Path CHART = Path.of("..", "charts", "mandala").toAbsolutePath().normalize();

  static final String LOCAL = CHART.resolve("values-local.yaml").toString();

  private static final YAMLMapper YAML = new YAMLMapper(new YAMLFactory());

  /**
   * Our helm is built without the version of a Kubernetes, so that rendering has to be told one.
   */
  private static final String KUBERNETES = "1.36.3";

  record Outcome(int code, String output) {}

  private Helm() {}

  static Outcome run(List<String> arguments) throws IOException, InterruptedException {
    var program = find();
    Assumptions.assumeTrue(
        program.isPresent(), "no helm: build the local cluster's programs, or put it on the PATH");
    var command = new ArrayList<String>();
    command.add(program.orElseThrow().toString());
    command.addAll(arguments);
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Outcome(process.waitFor(), output);
  }

  /** What {@code helm template} says, good or bad. */
  static Outcome template(String... arguments) throws IOException, InterruptedException {
    var all =
        new ArrayList<>(
            List.of("template", "mandala", CHART.toString(), "--namespace", "mandala-system"));
    all.addAll(List.of("--kube-version", KUBERNETES));
    all.addAll(List.of(arguments));
    return run(all);
  }

  /** The objects of a rendering that must succeed. */
  public static List<JsonNode> objects(String... arguments)
      throws IOException, InterruptedException {
    var outcome = template(arguments);
    if (outcome.code() != 0) {
      throw new AssertionError(outcome.output());
    }
    var objects = new ArrayList<JsonNode>();
    try (var documents = YAML.readerFor(JsonNode.class).<JsonNode>readValues(outcome.output())) {
      while (documents.hasNext()) {
        var document = documents.next();
        if (document != null && document.isObject()) {
          objects.add(document);
        }
      }
    }
    return objects;
  }

  static JsonNode yaml(Path file) throws IOException {
    return yaml(Files.readString(file));
  }

  static JsonNode yaml(String text) throws IOException {
    return YAML.readTree(text);
  }

  private static Optional<Path> find() {
    var cache =
        Optional.ofNullable(System.getenv("MANDALA_CACHE"))
            .map(Path::of)
            .orElse(Path.of(System.getProperty("user.home"), ".cache", "mandala"));
    var folders =
        Stream.concat(
            Stream.of(cache.resolve("programs/bin")),
            Stream.of(System.getenv("PATH").split(":", -1)).map(Path::of));
    return folders.map(folder -> folder.resolve("helm")).filter(Files::isExecutable).findFirst();
  }
}
