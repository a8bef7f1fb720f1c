package network.mandala.cli.agent;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.cli.console.Failure;
import network.mandala.crds.project.Network;
import network.mandala.manifest.Deployment;
import network.mandala.manifest.Link;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.Service;

/**
 * Which agents a push makes, and where: decided from the options and the manifest alone. Options
 * win.
 *
 * @param agents in the order in which they are to be pushed
 * @param notes what a person should know before
 */
record PushPlan(String project, List<Item> agents, List<String> notes) {

  /**
   * One agent.
   *
   * @param service null: there is no manifest
   * @param links other agents whose URLs it is told
   */
  record Item(String name, Service service, List<Link> links) {}

  /**
   * @param manifest null: the source has none
   * @param project null: as the manifest says
   * @param name null: as the manifest says; of a manifest with several services, the only one to be
   *     pushed
   */
  static PushPlan of(Manifest manifest, String project, String name, PushFlags flags) {
    if (manifest == null) {
      if (project == null || name == null) {
        throw new Failure(
            "say which agent of which project this is: --project PROJECT --name NAME (or put an "
                + Manifest.FILE
                + " into the folder)");
      }
      return new PushPlan(project, List.of(new Item(name, null, List.of())), List.of());
    }
    var chosen = project == null ? projectOf(manifest) : project;
    var agents = agents(manifest, name);
    if (agents.size() > 1
        && (flags.runtime() != null || flags.entry() != null || !flags.ports().isEmpty())) {
      throw new Failure(
          "--runtime, --entry and --port are about one agent, and the manifest has %d: %s. Name one: --name NAME"
              .formatted(
                  agents.size(),
                  agents.stream().map(Item::name).collect(Collectors.joining(", "))));
    }
    return new PushPlan(chosen, agents, notes(manifest, chosen));
  }

  /** What a project of the wrong network would cost is not what was agreed to. */
  static void requireNetwork(Manifest manifest, String project, Network network) {
    if (manifest == null) {
      return;
    }
    var actual =
        switch (network) {
          case MAIN -> "mainnet";
          case TEST -> "testnet";
        };
    manifest
        .deploymentTo(project)
        .map(Deployment::network)
        .filter(wanted -> !wanted.isEmpty() && !wanted.equals(actual))
        .ifPresent(
            wanted -> {
              throw new Failure(
                  "the manifest wants project %s on %s, but it is on %s: correct network in deployments, or push to another project"
                      .formatted(project, wanted, actual));
            });
  }

  private static String projectOf(Manifest manifest) {
    var projects = projects(manifest);
    if (projects.size() != 1) {
      throw new Failure(
          projects.isEmpty()
              ? "the manifest names no project of a mandala node: say --project PROJECT"
              : "the manifest names several projects (%s): say --project PROJECT"
                  .formatted(String.join(", ", projects)));
    }
    return projects.getFirst();
  }

  private static List<String> projects(Manifest manifest) {
    return manifest.deployments().stream()
        .filter(Deployment::isOurs)
        .map(Deployment::project)
        .filter(project -> !project.isEmpty())
        .distinct()
        .toList();
  }

  private static List<Item> agents(Manifest manifest, String name) {
    if (manifest.version() == 1) {
      var service = manifest.services().getFirst();
      return List.of(new Item(name == null ? service.name() : name, service, List.of()));
    }
    var agents =
        manifest.services().stream()
            .filter(service -> name == null || service.name().equals(name))
            .map(service -> new Item(service.name(), service, manifest.linksFrom(service)))
            .toList();
    if (agents.isEmpty()) {
      throw new Failure(
          "the manifest has no service %s; it has: %s"
              .formatted(
                  name,
                  manifest.services().stream()
                      .map(Service::name)
                      .collect(Collectors.joining(", "))));
    }
    return agents;
  }

  private static List<String> notes(Manifest manifest, String project) {
    var projects = projects(manifest);
    return projects.isEmpty() || projects.contains(project)
        ? manifest.notes()
        : Stream.concat(
                manifest.notes().stream(),
                Stream.of(
                    "its deployments name %s; this push goes to %s, as --project says"
                        .formatted(String.join(", ", projects), project)))
            .toList();
  }
}
