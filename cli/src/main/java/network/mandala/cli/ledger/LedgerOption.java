package network.mandala.cli.ledger;

import java.util.function.Consumer;
import network.mandala.cli.connection.KubeconfigOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which node's ledger a command works with, and what its refusals mean to a person. */
final class LedgerOption {
  @Mixin private KubeconfigOption kubeconfig;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "mandala-system",
      description = "Where Mandala is installed (default ${DEFAULT-VALUE}).")
  private String namespace;

  void use(Consumer<LedgerAccess> work) {
    try (var client = kubeconfig.client();
        var access = LedgerAccess.open(client, namespace)) {
      work.accept(access);
    } catch (RuntimeException e) {
      throw LedgerFailure.inWords(e);
    }
  }
}
