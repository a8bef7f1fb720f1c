package network.mandala.cli.spore;

import java.nio.file.Path;
import java.util.Map;
import network.mandala.cli.agent.RegistryAccess;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.OutputOption;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stores a bundle under its digest, where others find it. */
@Command(
    name = "publish",
    description =
        "Checks a spore and stores it under its digest, in a folder (--repo) or in the registry of"
            + " a project (--project), with the SBOM and provenance that lie beside it.",
    mixinStandardHelpOptions = true)
final class PublishCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Option(
      names = {"--spore", "-spore"},
      required = true,
      paramLabel = "FILE",
      description = "The bundle.")
  private Path file;

  @ArgGroup(exclusive = true)
  private Where where = new Where();

  /** At most one of them. */
  private static final class Where {
    @Option(
        names = {"--repo", "-repo"},
        paramLabel = "DIR",
        description = "The folder (default ./repo, without --project).")
    private Path repository = Path.of("./repo");

    @Option(
        names = {"-p", "--project"},
        paramLabel = "PROJECT",
        description = "The project in whose registry it is stored.")
    private String project;
  }

  @Override
  public void run() {
    var bundle = BundleFile.check(file);
    var stored = where.project == null ? inFolder() : inRegistry(bundle);
    output
        .console()
        .answer(
            () -> "Digest: %s%nStored at: %s".formatted(bundle.digest(), stored),
            Map.of("digest", bundle.digest(), "storedAt", stored));
  }

  private String inFolder() {
    return new FolderRepository(where.repository).put(file).path().toString();
  }

  private String inRegistry(BundleFile bundle) {
    try (var client = kubeconfig.client()) {
      return new RegistryRepository(RegistryAccess.of(client, where.project), where.project)
          .put(bundle);
    }
  }
}
