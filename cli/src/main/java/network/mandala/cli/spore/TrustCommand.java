package network.mandala.cli.spore;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.connection.ServerSideApply;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.project.ProjectOption;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.spore.SporePublicKey;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets a project run what a key has signed. */
@Command(
    name = "trust",
    description =
        "Lets a project run what a key has signed. The same name again gives it a new key.",
    mixinStandardHelpOptions = true)
final class TrustCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;
  @Mixin private ProjectOption project;

  @Parameters(paramLabel = "NAME", description = "What the signer is called in the project.")
  private String name;

  @Option(
      names = "--public-key",
      required = true,
      paramLabel = "BASE64",
      description = "The key, as 'mandala spore keygen' prints it.")
  private String key;

  @Option(
      names = "--only",
      paramLabel = "APP",
      description = "The name of a spore that it may sign; repeat it (default: any).")
  private List<String> apps = List.of();

  @Override
  public void run() {
    var signer = new TrustedSigner(name, checked(key), apps, null, null, null);
    try (var client = kubeconfig.client()) {
      var resource = client.resources(Project.class).withName(project.name());
      var known = resource.get();
      if (known == null) {
        throw new Failure("there is no project " + project.name());
      }
      ServerSideApply.merge(
          resource,
          Map.of(
              // Somebody else's change in between is refused, and not undone.
              "metadata",
              Map.of("resourceVersion", known.getMetadata().getResourceVersion()),
              "spec",
              Map.of("trustedSigners", with(known.getSpec().trustedSigners(), signer))));
      output
          .console()
          .answer(
              () -> "project %s trusts %s: %s".formatted(project.name(), name, signer.publicKey()),
              signer);
    }
  }

  static List<TrustedSigner> with(List<TrustedSigner> known, TrustedSigner signer) {
    var all = new ArrayList<>(known);
    all.removeIf(other -> other.name().equals(signer.name()));
    all.add(signer);
    return all;
  }

  private static String checked(String key) {
    try {
      return SporePublicKey.parse(key).base64();
    } catch (InvalidKey e) {
      throw new Failure("--public-key is none: " + e.getMessage(), e);
    }
  }
}
