package network.mandala.cli.install;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.process.Program;
import network.mandala.cli.process.ProgramRunner;
import network.mandala.cluster.Cluster;
import network.mandala.cluster.ClusterFacts;

/** Installs the chart with Helm, as a provider does by hand. */
final class HelmRelease {
  static final String NAMESPACE = "mandala-system";
  static final String NAME = "mandala";

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Checkout checkout;
  private final ProgramRunner runner;

  HelmRelease(Checkout checkout, ProgramRunner runner) {
    this.checkout = checkout;
    this.runner = runner;
  }

  /**
   * Installs or upgrades, and waits until the operator runs.
   *
   * @param own the images built here; empty for those that the chart names
   * @param values further files of values, which win over ours
   */
  void install(Cluster cluster, KubernetesClient client, List<OwnImages> own, List<Path> values) {
    prepareNamespace(client);
    Path folder = temporaryFolder();
    try {
      var files = new ArrayList<Path>();
      if (cluster.facts().ownNetwork()) {
        files.add(checkout.root().resolve("charts/mandala/values-local.yaml"));
        files.add(write(folder.resolve("host.yaml"), hostSettings()));
      }
      files.add(write(folder.resolve("cluster.yaml"), yaml(values(cluster.facts(), own))));
      files.addAll(values);
      runner.run(helm(cluster, files));
    } finally {
      delete(folder);
    }
  }

  /** What the chart has to know about this cluster and the images that were built here. */
  static Map<String, Object> values(ClusterFacts facts, List<OwnImages> own) {
    var values = new LinkedHashMap<String, Object>();
    values.put("domain", facts.domain());
    values.put("url", Map.of("scheme", facts.ingressScheme(), "port", facts.ingressPort()));
    if (facts.bridgePort() != 0) {
      values.put("bridge", Map.of("url", bridgeUrl(facts)));
    }
    values.put("ingress", Map.of("namespace", facts.ingressNamespace()));
    values.put("registry", Map.of("host", facts.registry(), "insecure", facts.registryInsecure()));
    for (OwnImages images : own) {
      values.put("images", images.values());
    }
    return values;
  }

  static String bridgeUrl(ClusterFacts facts) {
    return "http://localhost:" + facts.bridgePort();
  }

  /** Our own processes hold themselves to the strictest standard too. */
  private static void prepareNamespace(KubernetesClient client) {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(NAMESPACE)
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build())
        .serverSideApply();
  }

  private String hostSettings() {
    var script =
        Program.of(
            "reading the certificates and mirrors of this machine",
            checkout.root(),
            Duration.ofMinutes(1),
            "bash",
            checkout.root().resolve("local-cluster/host-settings.sh").toString());
    return String.join("\n", runner.lines(script)) + "\n";
  }

  private Program helm(Cluster cluster, List<Path> files) {
    var command =
        new ArrayList<>(
            List.of(
                checkout.program("helm"),
                "upgrade",
                "--install",
                NAME,
                checkout.root().resolve("charts/mandala").toString(),
                "--namespace",
                NAMESPACE,
                "--kubeconfig",
                cluster.kubeconfig().toString(),
                "--wait",
                "--timeout",
                TIMEOUT.toSeconds() + "s"));
    for (Path file : files) {
      command.add("--values");
      command.add(file.toString());
    }
    return new Program(
        "installing Mandala with Helm", command, checkout.root(), Map.of(), TIMEOUT.plusMinutes(1));
  }

  private static String yaml(Map<String, Object> values) {
    try {
      return new YAMLMapper().writeValueAsString(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Values may hold what is not for other users of this machine. */
  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory(
          "mandala-values-",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path write(Path file, String content) {
    try {
      return Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
