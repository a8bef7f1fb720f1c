package network.mandala.builder;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.RegistryClient;

/**
 * The first step: the artifact is read from the registry and unpacked; where nothing is to be
 * installed, the image is made of it at once.
 */
final class Fetch {
  private final Settings settings;
  private final PrintStream out;
  private final Instant started;

  Fetch(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.started = started;
  }

  Outcome run() throws IOException, InterruptedException {
    var result = FirstResult.of(settings);
    result.clear();
    var source = settings.source();
    var archive = settings.temporaryFolder().resolve("source.tgz");
    // A container that is started again finds what it left the first time.
    Folders.delete(settings.sourceFolder());
    try (var registry =
        new RegistryClient(
            source.host(), settings.credentialsFor(source.host()), settings.transport())) {
      new ArtifactStore(registry)
          .pull(source, archive, settings.limits().expandedBytes(), Progress.SILENT);
    }
    out.println("Fetched " + source.repository() + " (" + Sizes.words(Files.size(archive)) + ")");
    try (var in = Files.newInputStream(archive)) {
      var extracted = SourceArchive.extract(in, settings.sourceFolder(), settings.limits());
      out.println("Unpacked " + extracted.files() + " files, " + Sizes.words(extracted.bytes()));
    }
    Files.delete(archive);
    Path program = settings.sourceFolder().resolve(settings.directory()).normalize();
    if (settings.runtime() == AgentRuntime.DOCKER) {
      requireDockerfile(program);
      return new Outcome.Done();
    }
    if (isReal(program)) {
      var early = new Assemble(settings, out, started).early(program);
      if (early.isPresent()) {
        result.write(early.get());
        return early.get();
      }
    }
    new DependencyCache(settings, out).restore();
    // Said now, before anybody waits for the installation of dependencies.
    if (Files.isDirectory(program) && !Entry.isMadeLater(settings.runtime(), program)) {
      out.println(
          "Entry "
              + Entry.find(settings.runtime(), settings.convention(), settings.entry(), program));
    }
    return new Outcome.Done();
  }

  /** No link, and in no folder that is one. */
  private boolean isReal(Path program) throws IOException {
    return Files.isDirectory(program)
        && program
            .toRealPath()
            .equals(
                settings
                    .sourceFolder()
                    .toRealPath()
                    .resolve(settings.sourceFolder().relativize(program)));
  }

  private void requireDockerfile(Path context) throws IOException {
    Path source = settings.sourceFolder().toRealPath();
    Path file = context.resolve(settings.dockerfile()).normalize();
    if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(source)) {
      throw new BuildFailed(
          Reason.DOCKERFILE_MISSING,
          "The file \"%s\" is not in the source: add it, or name the Dockerfile in spec.build.dockerfile (relative to spec.build.directory)."
              .formatted(settings.sourceFolder().relativize(file)));
    }
    out.println("Dockerfile " + settings.dockerfile());
  }
}
