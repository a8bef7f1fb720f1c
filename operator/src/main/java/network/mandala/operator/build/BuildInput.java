package network.mandala.operator.build;

import java.util.TreeMap;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Runtime;
import network.mandala.operator.kubernetes.Hashes;

/**
 * One build: everything that the image depends on, and where it goes.
 *
 * @param source full reference of the artifact, by digest
 * @param namespace where it is built: for a Dockerfile not the namespace of the agent
 * @param type the convention that the source follows
 * @param entry file to start; empty: the usual one of the runtime
 * @param directory folder of the artifact that holds the program; empty: its root
 * @param dockerfile relative to directory; only of runtime docker, else empty
 * @param settings the tenant's own settings of the package manager
 * @param baseImage image that the program runs on and that installs its dependencies; of runtime
 *     docker the image that executes the Dockerfile
 * @param builderImage image that fetches the source and assembles the image
 * @param repository full name of the repository that the image is pushed to, without a tag
 * @param site folder of the artifact that becomes the image of a static site; empty: none
 * @param siteImage image with the web server for it
 */
public record BuildInput(
    String project,
    String namespace,
    String agent,
    String source,
    Runtime runtime,
    AgentType type,
    String entry,
    String directory,
    String dockerfile,
    PackageSettings settings,
    String baseImage,
    String builderImage,
    String repository,
    String site,
    String siteImage) {

  private static final int HALF = 16;

  /**
   * The name of what is built: equal keys make equal images, except of a Dockerfile, whose steps
   * may fetch something else the next time. The first half stands for what the tenant asked for,
   * the second for what the node builds it with. The agent does not count, nor does the place of
   * the source, only its digest.
   */
  public String key() {
    // Only what is named counts, so that the keys of earlier versions stay what they are.
    var request = new TreeMap<String, Object>();
    request.put("source", source.substring(source.indexOf('@') + 1));
    request.put("runtime", runtime.name());
    request.put("entry", entry);
    request.put("directory", directory);
    if (type == AgentType.AGIDENTITY) {
      request.put("type", type.name());
    }
    settings.asMap().forEach(request::put);
    if (!dockerfile.isEmpty()) {
      request.put("dockerfile", dockerfile);
    }
    var node = new TreeMap<String, String>();
    node.put("base", baseImage);
    node.put("builder", builderImage);
    node.put(
        "script",
        runtime == Runtime.DOCKER ? DockerfileBuildJob.SCRIPT : DependencyScript.of(runtime));
    if (hasSite()) {
      request.put("site", site);
      node.put("siteBase", siteImage);
    }
    return Hashes.of(request) + Hashes.of(node);
  }

  /**
   * Whether an image of that key is what this build would be asked for. A node that is given newer
   * base images or a newer builder does not build again what runs: the next push does.
   */
  public boolean asksForWhatHas(String otherKey) {
    return otherKey.length() == 2 * HALF && otherKey.startsWith(key().substring(0, HALF));
  }

  /** The name of the Job and of its grant: {@code hello-build-1a2b3c4d5e6f}. */
  public String jobName() {
    return jobName(agent, key());
  }

  /** The name of the Job that builds, or built, a key. */
  public static String jobName(String agent, String key) {
    return agent + "-build-" + key.substring(0, 8) + key.substring(HALF, HALF + 4);
  }

  /** The repository with what package managers downloaded; no agent can have this name. */
  String cacheRepository() {
    return repository.substring(0, repository.lastIndexOf('/')) + "/build_cache";
  }

  public boolean hasSite() {
    return !site.isEmpty();
  }

  /** Where the image of the static site is pushed to, without a tag. */
  public String siteRepository() {
    return repository + "/frontend";
  }

  String siteTargetImage() {
    return siteRepository() + ":" + key();
  }

  String targetImage() {
    return repository + ":" + key();
  }
}
