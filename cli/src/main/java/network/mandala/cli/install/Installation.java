package network.mandala.cli.install;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.process.ProgramRunner;
import network.mandala.cluster.Cluster;
import network.mandala.cluster.ClusterChain;
import network.mandala.cluster.ClusterException;

/**
 * A cluster with Mandala in it: how it comes to be, step by step. Each step does nothing where it
 * is done already.
 */
public final class Installation {
  private final Checkout checkout;
  private final Console console;
  private final ProgramRunner runner;

  public Installation(Checkout checkout, Console console) {
    this.checkout = checkout;
    this.console = console;
    this.runner = new ProgramRunner(console, checkout.logs());
  }

  /** The first provider's cluster that works, started where it does not run. */
  public Cluster cluster() {
    try {
      return chain().firstThatWorks(console::progressOfScript);
    } catch (ClusterException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /**
   * Puts Mandala into the cluster, from this checkout where the cluster takes images from this
   * machine.
   */
  public void install(Cluster cluster, List<Path> values) {
    try (var client = client(cluster)) {
      var helm = new HelmRelease(checkout, runner);
      if (!cluster.facts().importsImages()) {
        helm.install(cluster, client, List.of(), values);
        return;
      }
      var own = OwnImages.build(checkout, runner);
      console.progress("giving the images to the cluster");
      cluster.importImages(
          Stream.concat(cluster.baseImages().stream(), own.archives().stream()).toList(),
          console::progressOfScript);
      helm.install(cluster, client, List.of(own), values);
      console.progress("filling the registry");
      cluster.pushImages(
          Stream.concat(baseReferences(cluster), own.references().stream()).toList(),
          RegistryAdministrator.login(client, Instant.now()),
          console::progressOfScript);
    } catch (ClusterException e) {
      throw new Failure(e.getMessage(), e);
    }
  }

  /** The cluster that runs, if one does; none is started. */
  public static Optional<Cluster> running(Checkout checkout) {
    return ClusterChain.standard(checkout.root(), System.getenv()).running();
  }

  static KubernetesClient client(Cluster cluster) {
    return new KubernetesClientBuilder()
        .withConfig(Config.fromKubeconfig(cluster.kubeconfig().toFile()))
        .build();
  }

  private ClusterChain chain() {
    return ClusterChain.standard(checkout.root(), System.getenv());
  }

  /** What agents, frontends and our own images are built on; local-cluster/ names them so. */
  private static Stream<String> baseReferences(Cluster cluster) {
    return Stream.of("debian:1", "node:1", "python:1", "jre:1", "nginx:1")
        .map(name -> cluster.facts().registry() + "/mandala/" + name);
  }
}
