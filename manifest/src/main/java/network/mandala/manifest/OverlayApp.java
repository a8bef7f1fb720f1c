package network.mandala.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the {@code deployment-info.json} says of an app that {@code cars build} has packed: where it
 * goes, and which parts of its backend only an overlay engine can run. The format is of others:
 * fields that nobody asks for here are not looked at.
 *
 * @param targets entries for nodes like this one
 * @param topicManagers names; empty: none
 * @param lookupServices names; empty: none
 */
public record OverlayApp(
    List<Target> targets, List<String> topicManagers, List<String> lookupServices) {

  /** The name of the file, at the top of the artifact. */
  public static final String FILE = "deployment-info.json";

  private static final String SCHEMA = "bsv-app";
  private static final List<String> OURS = List.of("CARS", Deployment.MANDALA);

  public OverlayApp {
    targets = List.copyOf(targets);
    topicManagers = List.copyOf(topicManagers);
    lookupServices = List.copyOf(lookupServices);
  }

  /**
   * Where the app goes.
   *
   * @param project empty: none was chosen
   * @param network mainnet or testnet; empty: it is not said
   * @param parts frontend, backend; empty: it is not said
   */
  public record Target(String project, String network, List<String> parts) {
    public Target {
      parts = List.copyOf(parts);
    }
  }

  /**
   * Reads and checks everything that is asked for.
   *
   * @throws ManifestInvalid with all problems at once
   */
  public static OverlayApp read(byte[] json) {
    var problems = new Problems();
    var document = StrictJson.read(json, problems);
    if (document.isMissingNode()) {
      problems.failIfAny();
    }
    var app = Section.of("$", document, problems).map(OverlayApp::of).orElse(null);
    problems.failIfAny();
    return app;
  }

  private static OverlayApp of(Section top) {
    if (!top.has("schema")) {
      top.problem("schema", "is missing: write \"%s\"", SCHEMA);
    }
    top.word("schema", List.of(SCHEMA));
    var targets = new ArrayList<Target>();
    for (var config : top.sections("configs")) {
      if (config.text("provider").filter(OURS::contains).isPresent()) {
        targets.add(
            new Target(
                config.text("projectID").orElse(""),
                config.text("network").orElse(""),
                config.texts("deploy", List.of("frontend", "backend"))));
      }
    }
    return new OverlayApp(targets, top.names("topicManagers"), top.names("lookupServices"));
  }

  /** The entry for a project. */
  public Optional<Target> targetOf(String project) {
    return targets.stream().filter(target -> target.project().equals(project)).findFirst();
  }

  /** The backend is an overlay service: it is no program that starts by itself. */
  public boolean isOverlay() {
    return !topicManagers.isEmpty() || !lookupServices.isEmpty();
  }
}
