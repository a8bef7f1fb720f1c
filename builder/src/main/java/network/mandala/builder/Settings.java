package network.mandala.builder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.registry.Credentials;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.Transport;

/**
 * What the operator tells a build, all by environment variables.
 *
 * @param source MANDALA_SOURCE: the artifact, by digest
 * @param runtime MANDALA_RUNTIME: node, python or docker
 * @param convention MANDALA_TYPE: agidentity; absent: none
 * @param directory MANDALA_DIRECTORY: the folder of the source that holds the program, for fetch;
 *     empty: all of it
 * @param dockerfile MANDALA_DOCKERFILE: for runtime docker, relative to directory
 * @param image MANDALA_IMAGE, default /image: where executing the Dockerfile left an image
 * @param entry MANDALA_ENTRY: the file that starts the program, relative to the source; empty when
 *     it is to be found
 * @param site MANDALA_SITE: the folder of the source that the step {@code site} serves; empty in
 *     other steps
 * @param siteBeside what the first step may make besides: MANDALA_SITE_DIRECTORY,
 *     MANDALA_SITE_BASE_IMAGE and MANDALA_SITE_TARGET_IMAGE; absent: the source has no site
 * @param base MANDALA_BASE_IMAGE
 * @param target MANDALA_TARGET_IMAGE, with a tag
 * @param cache MANDALA_CACHE: where downloads of package managers are kept, with a tag; absent:
 *     nowhere
 * @param cacheBytes MANDALA_CACHE_BYTES: the most that is kept there
 * @param installer MANDALA_INSTALLER: stands for how dependencies are installed; absent: they are
 *     installed in each build
 * @param result MANDALA_RESULT, default /result: what the first step has found out, where those
 *     after it can only read
 * @param transport MANDALA_REGISTRY_INSECURE: true for plain HTTP and unverified TLS
 * @param limits MANDALA_MAX_SOURCE_BYTES (expanded) and MANDALA_MAX_SOURCE_FILES; absent: the
 *     defaults of {@link Limits}
 * @param work MANDALA_WORK, default /work: the folder that the steps share
 * @param grant MANDALA_GRANT, default /grant: files host, username and password; absent: anonymous
 * @param trustBundle SSL_CERT_FILE: certificates in PEM that are trusted besides those of the JVM
 */
record Settings(
    Reference source,
    AgentRuntime runtime,
    Convention convention,
    String directory,
    String dockerfile,
    Path image,
    String entry,
    String site,
    Optional<SiteBeside> siteBeside,
    Reference base,
    Reference target,
    Optional<Reference> cache,
    long cacheBytes,
    Optional<String> installer,
    Path result,
    Transport transport,
    Limits limits,
    Path work,
    Path grant,
    Optional<Path> trustBundle) {

  /** Reads the environment; all that is wrong with it is said at once. */
  static Settings of(Map<String, String> environment) {
    var reader = new Reader(environment);
    var limits =
        Limits.DEFAULT.with(
            reader.read(
                "MANDALA_MAX_SOURCE_BYTES",
                String.valueOf(Limits.DEFAULT.expandedBytes()),
                Long::parseLong,
                1L),
            reader.read(
                "MANDALA_MAX_SOURCE_FILES",
                String.valueOf(Limits.DEFAULT.files()),
                Integer::parseInt,
                1));
    var nowhere = new Reference("unset", "unset", "");
    var settings =
        new Settings(
            reader.read("MANDALA_SOURCE", null, Reference::parse, nowhere),
            reader.read("MANDALA_RUNTIME", null, Settings::runtime, AgentRuntime.NODE),
            reader.read("MANDALA_TYPE", "custom", Convention::parse, Convention.NONE),
            environment.getOrDefault("MANDALA_DIRECTORY", ""),
            environment.getOrDefault("MANDALA_DOCKERFILE", "Dockerfile"),
            Path.of(environment.getOrDefault("MANDALA_IMAGE", "/image")),
            environment.getOrDefault("MANDALA_ENTRY", ""),
            environment.getOrDefault("MANDALA_SITE", ""),
            environment.containsKey("MANDALA_SITE_DIRECTORY")
                ? Optional.of(
                    new SiteBeside(
                        environment.get("MANDALA_SITE_DIRECTORY"),
                        reader.read("MANDALA_SITE_BASE_IMAGE", null, Reference::parse, nowhere),
                        reader.read("MANDALA_SITE_TARGET_IMAGE", null, Reference::parse, nowhere)))
                : Optional.empty(),
            reader.read("MANDALA_BASE_IMAGE", null, Reference::parse, nowhere),
            reader.read("MANDALA_TARGET_IMAGE", null, Reference::parse, nowhere),
            environment.containsKey("MANDALA_CACHE")
                ? Optional.of(reader.read("MANDALA_CACHE", null, Reference::parse, nowhere))
                : Optional.empty(),
            reader.read("MANDALA_CACHE_BYTES", "0", Long::parseLong, 0L),
            Optional.ofNullable(environment.get("MANDALA_INSTALLER")),
            Path.of(environment.getOrDefault("MANDALA_RESULT", "/result")),
            reader.read("MANDALA_REGISTRY_INSECURE", "false", Settings::transport, Transport.TLS),
            limits,
            Path.of(environment.getOrDefault("MANDALA_WORK", "/work")),
            Path.of(environment.getOrDefault("MANDALA_GRANT", "/grant")),
            Optional.ofNullable(environment.get("SSL_CERT_FILE"))
                .map(Path::of)
                .filter(Files::exists));
    reader.failIfAnyProblem();
    return settings;
  }

  /**
   * @param directory of the source
   * @param base image with the web server
   * @param target with a tag
   */
  record SiteBeside(String directory, Reference base, Reference target) {}

  /** As the step {@code site} has them. */
  Settings of(SiteBeside beside) {
    return new Settings(
        source,
        runtime,
        convention,
        directory,
        dockerfile,
        image,
        entry,
        beside.directory(),
        Optional.empty(),
        beside.base(),
        beside.target(),
        cache,
        cacheBytes,
        installer,
        result,
        transport,
        limits,
        work,
        grant,
        trustBundle);
  }

  private static AgentRuntime runtime(String word) {
    return Arrays.stream(AgentRuntime.values())
        .filter(runtime -> runtime.word().equals(word))
        .findAny()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be node, python or docker, was \"" + word + "\""));
  }

  private static Transport transport(String insecure) {
    return switch (insecure) {
      case "true" -> Transport.PLAIN;
      case "false" -> Transport.TLS;
      default ->
          throw new IllegalArgumentException("must be true or false, was \"" + insecure + "\"");
    };
  }

  Path sourceFolder() {
    return work.resolve("source");
  }

  Path dependenciesFolder() {
    return work.resolve("dependencies");
  }

  Path temporaryFolder() {
    return work.resolve("tmp");
  }

  /**
   * The credentials of this build where they belong; nobody's elsewhere, so that they are shown to
   * no other registry.
   */
  Credentials credentialsFor(String host) throws IOException {
    Path hostFile = grant.resolve("host");
    if (!Files.exists(hostFile) || !Files.readString(hostFile).strip().equals(host)) {
      return Credentials.ANONYMOUS;
    }
    return new Credentials(
        Files.readString(grant.resolve("username")).strip(),
        Files.readString(grant.resolve("password")).strip());
  }

  private static final class Reader {
    private final Map<String, String> environment;
    private final List<String> problems = new ArrayList<>();

    Reader(Map<String, String> environment) {
      this.environment = environment;
    }

    <T> T read(String name, String absent, Function<String, T> parse, T placeholder) {
      String text = environment.getOrDefault(name, absent);
      if (text == null || text.isEmpty()) {
        problems.add(name + ": is not set");
        return placeholder;
      }
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        problems.add(name + ": " + e.getMessage());
        return placeholder;
      }
    }

    void failIfAnyProblem() {
      if (!problems.isEmpty()) {
        throw new BuildFailed(
            Reason.BUILDER_FAULT,
            "The builder was started wrongly: " + String.join("; ", problems) + ".");
      }
    }
  }
}
