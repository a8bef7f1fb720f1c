package network.mandala.bridge.upload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.ManifestInvalid;
import network.mandala.manifest.OverlayApp;
import network.mandala.manifest.Service;
import network.mandala.manifest.SourceTree;

/**
 * Decides what is run of an app that {@code cars build} has packed: its frontend as a static site,
 * and its backend when it is a program that starts by itself. What needs the overlay engine of the
 * older nodes is not run, and the rest is.
 */
final class AppReader {
  private static final String FRONTEND = "frontend";
  private static final String BACKEND = "backend";

  /** A folder that the node adds where there is no program. */
  private static final String DOOR = "mandala-door";

  private static final Map<String, Object> SCALING = Map.of("min", 1, "max", 10, "targetCPU", 50);

  private AppReader() {}

  /**
   * @throws Refusal 400 that says what is wrong with it
   */
  static Artifact read(byte[] json, SourceTree tree, Project project) {
    var app = app(json);
    var target =
        app.targetOf(project.getMetadata().getName())
            .orElseThrow(
                () ->
                    Refusal.of(
                        400,
                        "No matching CARS deployment config or projectID in " + OverlayApp.FILE));
    requireNetwork(target.network(), project);
    boolean frontend = isAskedFor(FRONTEND, target, tree);
    boolean backend = isAskedFor(BACKEND, target, tree);
    if (frontend && !tree.hasFolder(FRONTEND)) {
      throw Refusal.of(400, "Frontend directory not found but frontend config specified.");
    }
    if (backend && !tree.hasFolder(BACKEND)) {
      throw Refusal.of(400, "Build context directory \"backend\" not found in artifact.");
    }
    var obstacle = backend ? obstacle(app, tree) : "";
    if (backend && obstacle.isEmpty()) {
      return Artifact.of(program(frontend));
    }
    if (!frontend) {
      throw Refusal.of(400, refusal(obstacle));
    }
    if (tree.hasFile(DOOR) || tree.hasFolder(DOOR)) {
      throw Refusal.of(400, "The name " + DOOR + " is the node's: rename it in the artifact");
    }
    return new Artifact(
        site(),
        Map.of(DOOR + "/index.js", door()),
        false,
        obstacle.isEmpty()
            ? List.of()
            : List.of("The backend is not deployed: " + obstacle + ". The frontend is."));
  }

  private static OverlayApp app(byte[] json) {
    try {
      return OverlayApp.read(json);
    } catch (ManifestInvalid invalid) {
      throw new Refusal(ManifestRefusal.of(OverlayApp.FILE, invalid.problems()));
    }
  }

  private static void requireNetwork(String wanted, Project project) {
    var actual = project.getSpec().network() == Network.TEST ? "testnet" : "mainnet";
    if (!wanted.isEmpty() && !wanted.equals(actual)) {
      throw ArtifactReader.otherNetwork(actual, wanted);
    }
  }

  private static boolean isAskedFor(String part, OverlayApp.Target target, SourceTree tree) {
    return target.parts().isEmpty() ? tree.hasFolder(part) : target.parts().contains(part);
  }

  /** Why the backend cannot be run; empty: it can. */
  private static String obstacle(OverlayApp app, SourceTree tree) {
    if (app.isOverlay()) {
      var parts = new ArrayList<String>();
      if (!app.topicManagers().isEmpty()) {
        parts.add("topic managers " + String.join(", ", app.topicManagers()));
      }
      if (!app.lookupServices().isEmpty()) {
        parts.add("lookup services " + String.join(", ", app.lookupServices()));
      }
      return "it is an overlay service (bsv-app) with %s, for which this node has no engine"
          .formatted(String.join(" and ", parts));
    }
    return tree.hasFile(BACKEND + "/package.json")
        ? ""
        : "it is no program that this node can start: it has no package.json";
  }

  private static String refusal(String obstacle) {
    return obstacle.isEmpty()
        ? OverlayApp.FILE
            + " asks for nothing to be deployed: its deploy has neither frontend nor backend"
        : "The backend cannot be deployed: %s. Add an %s that says how the program is started."
            .formatted(obstacle, Manifest.FILE);
  }

  private static Service program(boolean withFrontend) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("runtime", "node");
    fields.put("build", Map.of("directory", BACKEND));
    if (withFrontend) {
      fields.put("frontend", Map.of("directory", FRONTEND));
    }
    fields.put("scaling", SCALING);
    return new Service(Manifest.AGENT, "", fields, Map.of());
  }

  private static Service site() {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("runtime", "node");
    fields.put("build", Map.of("directory", DOOR));
    fields.put("frontend", Map.of("directory", FRONTEND));
    fields.put(
        "resources",
        Map.of("cpu", "10m", "cpuLimit", "500m", "memory", "48Mi", "memoryLimit", "128Mi"));
    fields.put("scaling", Map.of("min", 1, "max", 1));
    return new Service(Manifest.AGENT, "", fields, Map.of());
  }

  private static byte[] door() {
    try (var in = AppReader.class.getResourceAsStream("door.js")) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
