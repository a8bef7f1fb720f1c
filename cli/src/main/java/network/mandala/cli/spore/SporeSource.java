package network.mandala.cli.spore;

import java.nio.file.Path;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name a bundle: a file, or a digest in a folder repository. */
final class SporeSource {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Named named;

  @Option(
      names = {"--repo", "-repo"},
      paramLabel = "DIR",
      defaultValue = "./repo",
      description = "The repository that --digest is looked up in (default ${DEFAULT-VALUE}).")
  private Path repository;

  /** Exactly one of them. */
  private static final class Named {
    @Option(
        names = {"--spore", "-spore"},
        paramLabel = "FILE",
        description = "The bundle.")
    private Path file;

    @Option(
        names = {"--digest", "-digest"},
        paramLabel = "SHA256",
        description = "The digest of a bundle in the repository.")
    private String digest;
  }

  BundleFile bundle() {
    return named.file != null
        ? BundleFile.check(named.file)
        : new FolderRepository(repository).get(named.digest);
  }
}
