package network.mandala.cli.agent;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import network.mandala.cli.console.Failure;
import network.mandala.crds.project.Network;
import network.mandala.manifest.Deployment;
import network.mandala.manifest.Manifest;

/**
 * The manifest that is sent with a source: a node reads from it alone what is to run. It is that of
 * the folder, or a new one, with what a person said on the command line.
 */
final class RemoteManifest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int USUAL_PORT = 8080;

  private final String url;
  private final String project;
  private final Network network;

  /**
   * @param project its id
   */
  RemoteManifest(String url, String project, Network network) {
    this.url = url;
    this.project = project;
    this.network = network;
  }

  byte[] of(PushRequest request, String agent) {
    if (request.flags().entry() != null) {
      throw new Failure(
          "a node finds the file to start by itself: leave --entry out (package.json's main,"
              + " index.js; main.py)");
    }
    var top = request.manifest() == null ? made(agent) : ofFolder(request.source());
    var service = top.path("services").path(agent) instanceof ObjectNode named ? named : top;
    say(request, service);
    if (request.manifest() == null || request.manifest().deploymentTo(project).isEmpty()) {
      top.withArrayProperty("deployments")
          .addObject()
          .put("provider", Deployment.MANDALA)
          .put("MandalaCloudURL", url)
          .put("projectID", project)
          .put("network", network == Network.TEST ? "testnet" : "mainnet");
    }
    try {
      return JSON.writeValueAsBytes(top);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A manifest of version 1.0 has no name for its one agent. */
  private static ObjectNode made(String agent) {
    var top = JSON.createObjectNode().put("schema", "mandala-agent");
    var service =
        agent.equals(Manifest.AGENT)
            ? top.put("schemaVersion", "1.0")
            : top.put("schemaVersion", "2.0").putObject("services").putObject(agent);
    service.putObject("agent").put("type", "custom");
    service.putArray("ports").add(USUAL_PORT);
    return top;
  }

  private static ObjectNode ofFolder(SourceFolder source) {
    var file = source.folder().resolve(Manifest.FILE);
    try {
      return (ObjectNode) JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static void say(PushRequest request, ObjectNode service) {
    var flags = request.flags();
    if (flags.runtime() != null) {
      service.withObjectProperty("agent").put("runtime", flags.runtime());
    }
    if (!flags.ports().isEmpty()) {
      var ports = service.putArray("ports");
      flags.ports().forEach(ports::add);
    }
    var variables = service.withObjectProperty("env");
    flags.environment().forEach(variables::put);
    flags.unset().forEach(variables::remove);
  }
}
