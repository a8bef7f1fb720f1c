package network.mandala.bridge.node;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import network.mandala.crds.project.Project;
import network.mandala.ledger.database.LedgerDatabase;

/** Whether what the bridge needs answers. */
public final class NodeHealth {

  /**
   * One thing that was looked at.
   *
   * @param message for people, without anything that strangers should not know
   */
  public record Check(String name, boolean ok, String message, long millis) {}

  private final List<Supplier<Check>> checks;

  private NodeHealth(List<Supplier<Check>> checks) {
    this.checks = checks;
  }

  public static NodeHealth of(LedgerDatabase database, KubernetesClient client) {
    return new NodeHealth(
        List.of(
            () -> check("ledger", database::isReachable),
            () -> check("cluster", () -> answers(client))));
  }

  List<Check> look() {
    return checks.stream().map(Supplier::get).toList();
  }

  private static Check check(String name, BooleanSupplier question) {
    long start = System.nanoTime();
    boolean ok = question.getAsBoolean();
    return new Check(
        name, ok, ok ? "answers" : "does not answer", (System.nanoTime() - start) / 1_000_000);
  }

  /** With a right that the bridge has anyway. */
  private static boolean answers(KubernetesClient client) {
    try {
      client.resources(Project.class).withName("0".repeat(32)).get();
      return true;
    } catch (KubernetesClientException e) {
      return false;
    }
  }
}
