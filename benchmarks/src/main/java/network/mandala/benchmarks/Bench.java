package network.mandala.benchmarks;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;

/** One project of its own for measuring in, and the two ways to a ready pod. */
final class Bench implements AutoCloseable {

  private static final String PROJECT = "benchmark";
  private static final String NAMESPACE = "mandala-project-" + PROJECT;
  private static final String AGENT_LABEL = "mandala.network/agent";
  private static final String PEER_LABEL = "benchmark.example.org/peer";
  private static final long PATIENCE_SECONDS = 120;

  private final KubernetesClient client;
  private final String image;

  /**
   * @param image with {@code node} in it, present on the node already
   */
  Bench(KubernetesClient client, String image) {
    this.client = client;
    this.image = image;
  }

  void open() throws Exception {
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(PROJECT).build());
    project.setSpec(client.getKubernetesSerialization().unmarshal("{}", ProjectSpec.class));
    client.resource(project).serverSideApply();
    client
        .resources(Project.class)
        .withName(PROJECT)
        .waitUntilCondition(
            p ->
                p != null
                    && p.getStatus() != null
                    && p.getStatus().conditions().stream()
                        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True")),
            PATIENCE_SECONDS,
            TimeUnit.SECONDS);
  }

  /** From the creation of an Agent to the Ready of its pod. */
  Duration agent(String name) throws Exception {
    return untilReady(AGENT_LABEL, name, () -> client.resource(desiredAgent(name)).create());
  }

  /** The same pods by hand: the Deployment that the operator made of an Agent, under a new name. */
  Duration deployment(Deployment like, String name) throws Exception {
    var labels = Map.of(PEER_LABEL, name, "mandala.network/component", "agent");
    var deployment =
        new DeploymentBuilder(like)
            .withMetadata(new ObjectMetaBuilder().withName(name).withNamespace(NAMESPACE).build())
            .withStatus(null)
            .editSpec()
            .editSelector()
            .withMatchLabels(labels)
            .endSelector()
            .editTemplate()
            .editMetadata()
            .withLabels(labels)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    return untilReady(PEER_LABEL, name, () -> client.resource(deployment).create());
  }

  Deployment deploymentOf(String agent) {
    return client.apps().deployments().inNamespace(NAMESPACE).withName(agent).get();
  }

  void removeAgent(String name) throws Exception {
    client.resources(Agent.class).inNamespace(NAMESPACE).withName(name).delete();
    awaitNoPods(AGENT_LABEL, name);
  }

  void removeDeployment(String name) throws Exception {
    client.apps().deployments().inNamespace(NAMESPACE).withName(name).delete();
    awaitNoPods(PEER_LABEL, name);
  }

  /** Makes agents that stay until the bench is closed. */
  void keepAgents(int count) throws Exception {
    for (int i = 0; i < count; i++) {
      agent("kept-" + i);
    }
  }

  @Override
  public void close() throws InterruptedException {
    client.resources(Project.class).withName(PROJECT).delete();
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .waitUntilCondition(namespace -> namespace == null, PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private Agent desiredAgent(String name) {
    return client
        .getKubernetesSerialization()
        .unmarshal(
            """
            apiVersion: mandala.network/v1alpha1
            kind: Agent
            metadata: {name: %s, namespace: %s}
            spec:
              source: {image: '%s'}
              command: [node, -e, "process.on('SIGTERM', process.exit); require('http').createServer((q, r) => r.end('ok')).listen(process.env.PORT)"]
            """
                .formatted(name, NAMESPACE, image),
            Agent.class);
  }

  private Duration untilReady(String label, String value, Runnable create) throws Exception {
    var ready = new CompletableFuture<Long>();
    try (var watch =
        client
            .pods()
            .inNamespace(NAMESPACE)
            .withLabel(label, value)
            .watch(
                new Watcher<Pod>() {
                  @Override
                  public void eventReceived(Action action, Pod pod) {
                    if (isReady(pod)) {
                      ready.complete(System.nanoTime());
                    }
                  }

                  @Override
                  public void onClose(WatcherException cause) {
                    ready.completeExceptionally(cause);
                  }
                })) {
      long start = System.nanoTime();
      create.run();
      return Duration.ofNanos(ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS) - start);
    }
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private void awaitNoPods(String label, String value) {
    client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel(label, value)
        .informOnCondition(List::isEmpty)
        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .join(); // the next run has the node to itself
  }
}
