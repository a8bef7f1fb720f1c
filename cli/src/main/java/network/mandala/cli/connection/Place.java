package network.mandala.cli.connection;

import io.fabric8.kubernetes.client.KubernetesClient;
import network.mandala.cli.remote.Node;

/** Where a command does its work. */
public sealed interface Place extends AutoCloseable {
  @Override
  void close();

  /** A cluster, with the rights of a kubeconfig. */
  record Cluster(KubernetesClient client) implements Place {
    @Override
    public void close() {
      client.close();
    }
  }

  /** A node, with the rights of a key. */
  record Remote(Node node) implements Place {
    @Override
    public void close() {
      node.close();
    }
  }
}
