package network.mandala.manifest;

import java.util.List;
import java.util.Optional;

/**
 * What an {@code agent-manifest.json} asks for, checked.
 *
 * @param version 1 or 2
 * @param services at least one; a service comes after those whose URLs it is told
 * @param notes what is allowed and ignored, or may surprise; for a person to read
 */
public record Manifest(
    int version,
    List<Service> services,
    List<Link> links,
    List<Deployment> deployments,
    List<String> notes) {

  /** The name of the file, at the top of the source. */
  public static final String FILE = "agent-manifest.json";

  /** The name of the service of a version 1.0, as in the host names of the older node. */
  public static final String AGENT = "agent";

  public Manifest {
    services = List.copyOf(services);
    links = List.copyOf(links);
    deployments = List.copyOf(deployments);
    notes = List.copyOf(notes);
  }

  /**
   * Reads and checks everything.
   *
   * @throws ManifestInvalid with all problems at once
   */
  public static Manifest read(byte[] json, SourceTree source) {
    return ManifestReader.read(json, source);
  }

  /** The entry of {@link #deployments} for a project of a node like this one. */
  public Optional<Deployment> deploymentTo(String project) {
    return deployments.stream()
        .filter(deployment -> deployment.isOurs() && deployment.project().equals(project))
        .findFirst();
  }

  /** The links that tell a service of others. */
  public List<Link> linksFrom(Service service) {
    return links.stream().filter(link -> link.from().equals(service.name())).toList();
  }
}
