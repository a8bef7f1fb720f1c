package network.mandala.operator.agent;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.AgentBuild;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Runtime;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.PackageSettings;
import network.mandala.operator.project.ProjectNames;

/** What the spec asks for. */
sealed interface Wanted {

  /** It can be run now. */
  record Runnable(Target target) implements Wanted {}

  /** Its image has to be built first. */
  record Unbuilt(BuildInput input) implements Wanted {}

  /**
   * It has to be found out first which image is meant.
   *
   * @param image as the spec names it
   */
  record Unresolved(String image, Finding why) implements Wanted {}

  /** A person has to change the spec. */
  record Impossible(Finding why) implements Wanted {}

  /** The provider's own repositories: base images, which everybody may pull. */
  String PUBLIC = "mandala";

  static Wanted of(Seen seen) {
    var unsupported = unsupported(seen);
    if (unsupported.isPresent()) {
      return new Impossible(unsupported.get());
    }
    var frontend = seen.spec().frontend();
    if (frontend != null && frontend.image() != null && isForbidden(seen, frontend.image())) {
      return forbiddenImage(seen, "frontend.image", frontend.image());
    }
    var source = seen.spec().source();
    return source.image() != null
        ? ofImage(seen, source.image())
        : ofArtifact(seen, source.artifact());
  }

  /** The release of the present configuration with an image. */
  static Target target(Seen seen, String image, String source, String buildKey) {
    return target(seen, image, "", source, buildKey);
  }

  /**
   * As above.
   *
   * @param site the image that was built of the folder of the frontend; empty: none was
   */
  static Target target(Seen seen, String image, String site, String source, String buildKey) {
    return Target.of(content(seen, image, FrontendImage.of(seen, image, site)), source, buildKey);
  }

  /** The present configuration with these images. */
  static ReleaseContent content(Seen seen, String image, String frontendImage) {
    return ReleaseContent.of(
        seen.spec(),
        image,
        frontendImage,
        AgentEnvironment.nameFor(seen),
        AgentDatabases.uses(seen));
  }

  private static Wanted ofImage(Seen seen, String image) {
    return isForbidden(seen, image)
        ? forbiddenImage(seen, "source.image", image)
        : GivenImage.of(seen, image);
  }

  /** An image that another project has in the registry of this node. */
  private static boolean isForbidden(Seen seen, String image) {
    var name = ImageName.parse(image);
    return GivenImage.isOfThisNode(seen, image)
        && !name.isBelow(seen.projectName())
        && !name.isBelow(PUBLIC);
  }

  private static Wanted forbiddenImage(Seen seen, String field, String image) {
    return forbidden(field, image, "An image of this node's registry", seen.projectName() + "/");
  }

  private static Wanted ofArtifact(Seen seen, String artifact) {
    var name = ImageName.parse(artifact);
    var registry = seen.node().registryHost();
    if (!name.isBelow(seen.projectName())
        || !(name.host().isEmpty() || name.host().equals(registry.toLowerCase(Locale.ROOT)))) {
      return forbidden(
          "source.artifact",
          artifact,
          "A source",
          registry + "/" + seen.projectName() + "/" + seen.name() + "/source");
    }
    var spec = seen.spec();
    var build = spec.build();
    var site =
        spec.frontend() == null || spec.frontend().directory() == null
            ? ""
            : spec.frontend().directory();
    var reference = registry + "/" + name.repository() + "@" + name.digest();
    boolean dockerfile = spec.runtime() == Runtime.DOCKER;
    var input =
        new BuildInput(
            seen.projectName(),
            dockerfile ? ProjectNames.buildsOf(seen.projectName()) : seen.namespace(),
            seen.name(),
            reference,
            spec.runtime(),
            spec.type(),
            build == null || build.entry() == null ? "" : build.entry(),
            build == null || build.directory() == null ? "" : build.directory(),
            dockerfile ? dockerfile(build) : "",
            PackageSettings.of(build),
            switch (spec.runtime()) {
              case NODE -> seen.node().images().node();
              case PYTHON -> seen.node().images().python();
              case DOCKER -> seen.node().images().buildah();
            },
            seen.node().images().builder(),
            registry + "/" + seen.projectName() + "/" + seen.name(),
            site,
            site.isEmpty() ? "" : seen.node().images().frontend());
    if (!site.isEmpty() && (program(input) + "/").startsWith(site + "/")) {
      return new Impossible(
          new Finding(
              AgentReason.INVALID_SPEC,
              "spec.frontend.directory is %s, which the program itself lies in (%s): everybody could read it. Name a folder that holds nothing but the files to serve."
                  .formatted(site, program(input))));
    }
    return earlierBuild(seen, input)
        .<Wanted>map(
            earlier ->
                new Runnable(
                    target(seen, earlier.image(), earlier.site(), reference, earlier.key())))
        .orElseGet(() -> new Unbuilt(input));
  }

  private static String dockerfile(AgentBuild build) {
    return build == null || build.dockerfile() == null ? "Dockerfile" : build.dockerfile();
  }

  /** What an earlier build made of the same request. */
  private static Optional<EarlierBuild> earlierBuild(Seen seen, BuildInput input) {
    var last = seen.status().build();
    if (last != null && last.image() != null && input.asksForWhatHas(last.key())) {
      return Optional.of(
          new EarlierBuild(
              last.key(), last.image(), last.frontendImage() == null ? "" : last.frontendImage()));
    }
    return seen.revisions().stream()
        .map(AgentRevision::read)
        .filter(target -> input.asksForWhatHas(target.buildKey()))
        .map(
            target ->
                new EarlierBuild(
                    target.buildKey(),
                    target.content().image(),
                    input.hasSite() ? target.content().frontendImage() : ""))
        .findFirst();
  }

  /** Where the program starts, as far as the spec says it. */
  private static String program(BuildInput input) {
    return Stream.of(input.directory(), input.entry())
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining("/"));
  }

  /**
   * What was built under a key.
   *
   * @param site image of the folder of the frontend; empty: it was not asked for
   */
  record EarlierBuild(String key, String image, String site) {}

  private static Optional<Finding> unsupported(Seen seen) {
    var spec = seen.spec();
    if (spec.runtime() == Runtime.DOCKER
        && spec.source().artifact() != null
        && !seen.node().build().dockerfiles().enabled()) {
      return Optional.of(
          new Finding(
              AgentReason.RUNTIME_UNSUPPORTED,
              "This node does not build Dockerfiles (spec.runtime: docker). Use runtime node or python, or push an"
                  + " image and name it in spec.source.image."));
    }
    if (spec.type() == AgentType.AGIDENTITY && spec.runtime() == Runtime.PYTHON) {
      return Optional.of(
          new Finding(
              AgentReason.RUNTIME_UNSUPPORTED,
              "An agent of spec.type agidentity is a Node.js program. Set spec.runtime to node, or spec.type to custom."));
    }
    return Optional.empty();
  }

  private static Wanted forbidden(String field, String value, String what, String allowed) {
    return new Impossible(
        new Finding(
            AgentReason.SOURCE_FORBIDDEN,
            "spec.%s is %s. %s must be below %s: push it there and name what is printed."
                .formatted(field, value, what, allowed)));
  }
}
