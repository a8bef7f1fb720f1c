package network.mandala.cli.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** The cluster that {@code KUBECONFIG} names, with Mandala in it. One client serves all tests. */
final class TestCluster {
  static final String SYSTEM = "mandala-system";

  /** What is locked by the class that kills the bridge, and shared by those that need it. */
  static final String BRIDGE = "the bridge";

  private static final KubernetesClient CLIENT = connect();

  private TestCluster() {}

  static KubernetesClient client() {
    return CLIENT;
  }

  /**
   * Waits for what the cluster does by itself; looks often, so that a test is no slower than the
   * cluster.
   */
  static ConditionFactory await(Duration atMost) {
    return Awaitility.await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(250))
        .pollDelay(Duration.ZERO);
  }

  /**
   * Ends all replicas of the operator at once as a power cut does: by SIGKILL, which no program can
   * act on. Where their processes are not on this machine, the pods are deleted without grace.
   */
  static void killOperator() {
    kill("operator");
  }

  /** As above, any of our own processes. */
  static void kill(String component) {
    for (Pod pod : systemPods(component)) {
      var processes = Processes.ofPod(pod.getMetadata().getUid());
      if (processes.isEmpty()) {
        CLIENT.pods().resource(pod).withGracePeriod(0).delete();
      } else {
        processes.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  /** A container that dies often is started later and later: new pods begin without that burden. */
  static void replaceKilledOperators() {
    var tired =
        operatorPods().stream()
            .filter(
                pod ->
                    pod.getStatus().getContainerStatuses().stream()
                        .anyMatch(container -> container.getRestartCount() > 0))
            .toList();
    tired.forEach(pod -> CLIENT.pods().resource(pod).delete());
    await(Duration.ofMinutes(1))
        .until(() -> tired.stream().allMatch(pod -> CLIENT.pods().resource(pod).get() == null));
  }

  static List<Pod> operatorPods() {
    return systemPods("operator");
  }

  private static List<Pod> systemPods(String component) {
    return CLIENT
        .pods()
        .inNamespace(SYSTEM)
        .withLabel("app.kubernetes.io/component", component)
        .list()
        .getItems();
  }

  static void awaitDeployment(String name, Duration atMost) {
    await(atMost)
        .until(
            () -> {
              var deployment = CLIENT.apps().deployments().inNamespace(SYSTEM).withName(name).get();
              var status = deployment.getStatus();
              return deployment.getSpec().getReplicas().equals(status.getReadyReplicas())
                  && deployment.getSpec().getReplicas().equals(status.getReplicas());
            });
  }

  private static KubernetesClient connect() {
    String file = System.getenv("KUBECONFIG");
    if (file == null) {
      throw new IllegalStateException(
          "the end to end tests need KUBECONFIG: run ./mandala up, then ./mandala test --only NAME");
    }
    return new KubernetesClientBuilder().withConfig(Config.fromKubeconfig(new File(file))).build();
  }
}
