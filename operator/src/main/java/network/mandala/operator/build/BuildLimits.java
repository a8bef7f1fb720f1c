package network.mandala.operator.build;

import java.time.Duration;
import java.util.Map;

/**
 * What one build may use, and what its containers find.
 *
 * @param timeout after which a build that runs is stopped
 * @param cpu most CPU of each container; a quarter core of it counts in the quota, the rest is
 *     taken when the node has it to spare
 * @param memory of each container, in the quota as well
 * @param diskBytes of the folder that the steps share
 * @param maxSourceBytes of the source when it is unpacked
 * @param maxSourceFiles in the source
 * @param cacheBytes most that is kept of what package managers downloaded, per project and runtime;
 *     0: nothing is kept
 * @param environment for the step that installs dependencies: mirrors and proxies
 * @param insecureRegistry whether the registry speaks plain HTTP
 * @param trustBundle whether the project's namespace has the provider's certificates
 */
public record BuildLimits(
    Duration timeout,
    String cpu,
    String memory,
    long diskBytes,
    long maxSourceBytes,
    int maxSourceFiles,
    long cacheBytes,
    Map<String, String> environment,
    boolean insecureRegistry,
    boolean trustBundle,
    Dockerfiles dockerfiles) {

  /**
   * What holds for builds of Dockerfiles alone.
   *
   * @param enabled whether this node builds them
   * @param atOnce how many run at a time on the whole node
   * @param atOncePerProject how many run at a time in one project
   * @param diskBytes of everything that one build writes: base images, layers, the image
   * @param processes of one build
   */
  public record Dockerfiles(
      boolean enabled, int atOnce, int atOncePerProject, long diskBytes, int processes) {}
}
