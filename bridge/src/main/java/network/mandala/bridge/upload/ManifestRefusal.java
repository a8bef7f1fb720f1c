package network.mandala.bridge.upload;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import network.mandala.bridge.http.Reply;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.Problem;

/**
 * What is said of a manifest that is no good: one problem in the words of the older nodes, if they
 * had words for one of them; and all problems.
 */
final class ManifestRefusal {
  private static final Pattern MISSING =
      Pattern.compile("there is no (?:file|folder) (\\S+) in .*");

  private ManifestRefusal() {}

  /**
   * @param file that it is about
   */
  static Reply of(String file, List<Problem> problems) {
    var all = problems.stream().map(Problem::toString).toList();
    var error =
        problems.stream()
            .flatMap(problem -> older(file, problem).stream())
            .findFirst()
            .orElseGet(
                () ->
                    all.stream().collect(Collectors.joining("; ", file + " cannot be used: ", "")));
    return Reply.json(400, Map.of("error", error, "problems", all));
  }

  private static Optional<String> older(String file, Problem problem) {
    if (file.equals(Manifest.FILE) && problem.path().equals("$.schema")) {
      return Optional.of("Invalid schema in agent-manifest.json (expected \"mandala-agent\")");
    }
    var missing = MISSING.matcher(problem.message());
    if (!missing.matches()) {
      return Optional.empty();
    }
    if (problem.path().endsWith("agent.buildContext")) {
      return Optional.of(
          "Build context directory \"" + missing.group(1) + "\" not found in artifact.");
    }
    if (problem.path().endsWith("agent.dockerfile")) {
      return Optional.of("Specified Dockerfile \"" + missing.group(1) + "\" not found.");
    }
    return problem.path().endsWith("frontend.directory")
        ? Optional.of("Frontend directory not found but frontend config specified.")
        : Optional.empty();
  }
}
