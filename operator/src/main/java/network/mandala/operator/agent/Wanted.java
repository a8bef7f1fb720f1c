package network.mandala.operator.agent;

import java.util.Locale;
import java.util.Optional;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.AgentType;
import network.mandala.crds.agent.Runtime;
import network.mandala.operator.build.BuildInput;
import network.mandala.operator.build.PackageSettings;

/** What the spec asks for. */
sealed interface Wanted {

  /** It can be run now. */
  record Runnable(Target target) implements Wanted {}

  /** Its image has to be built first. */
  record Unbuilt(BuildInput input) implements Wanted {}

  /** A person has to change the spec. */
  record Impossible(Finding why) implements Wanted {}

  /** The provider's own repositories: base images, which everybody may pull. */
  String PUBLIC = "mandala";

  static Wanted of(Seen seen) {
    var unsupported = unsupported(seen);
    if (unsupported.isPresent()) {
      return new Impossible(unsupported.get());
    }
    var source = seen.spec().source();
    return source.image() != null
        ? ofImage(seen, source.image())
        : ofArtifact(seen, source.artifact());
  }

  /** The release of the present configuration with an image. */
  static Target target(Seen seen, String image, String source, String buildKey) {
    return Target.of(
        ReleaseContent.of(
            seen.spec(), image, AgentEnvironment.nameFor(seen), AgentDatabases.uses(seen)),
        source,
        buildKey);
  }

  private static Wanted ofImage(Seen seen, String image) {
    var name = ImageName.parse(image);
    if (name.host().equals(seen.node().registryHost().toLowerCase(Locale.ROOT))
        && !name.isBelow(seen.projectName())
        && !name.isBelow(PUBLIC)) {
      return forbidden(
          "source.image", image, "An image of this node's registry", seen.projectName() + "/");
    }
    return new Runnable(target(seen, image, "", ""));
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
    var reference = registry + "/" + name.repository() + "@" + name.digest();
    var input =
        new BuildInput(
            seen.projectName(),
            seen.namespace(),
            seen.name(),
            reference,
            spec.runtime(),
            spec.type(),
            build == null || build.entry() == null ? "" : build.entry(),
            build == null || build.directory() == null ? "" : build.directory(),
            PackageSettings.of(build),
            spec.runtime() == Runtime.PYTHON
                ? seen.node().images().python()
                : seen.node().images().node(),
            seen.node().images().builder(),
            registry + "/" + seen.projectName() + "/" + seen.name());
    return earlierBuild(seen, input)
        .<Wanted>map(
            earlier -> new Runnable(target(seen, earlier.image(), reference, earlier.key())))
        .orElseGet(() -> new Unbuilt(input));
  }

  /** What an earlier build made of the same request. */
  private static Optional<EarlierBuild> earlierBuild(Seen seen, BuildInput input) {
    var last = seen.status().build();
    if (last != null && last.image() != null && input.asksForWhatHas(last.key())) {
      return Optional.of(new EarlierBuild(last.key(), last.image()));
    }
    return seen.revisions().stream()
        .map(AgentRevision::read)
        .filter(target -> input.asksForWhatHas(target.buildKey()))
        .map(target -> new EarlierBuild(target.buildKey(), target.content().image()))
        .findFirst();
  }

  /** The image that was built under a key. */
  record EarlierBuild(String key, String image) {}

  private static Optional<Finding> unsupported(Seen seen) {
    var spec = seen.spec();
    if (spec.runtime() == Runtime.DOCKER) {
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
    if (spec.frontend() != null) {
      return Optional.of(
          new Finding(
              AgentReason.INVALID_SPEC,
              "This node serves no frontends (spec.frontend). Remove the field and let the program serve its files."));
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
