package network.mandala.cli.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * The part of the internet that domains need, in the cluster: a name server for names below {@code
 * test} and a certificate authority. It is started once, and taken away after the last test.
 */
final class Internet implements BeforeAllCallback, AutoCloseable {
  static final String NAMESPACE = "mandala-acme";
  private static final URI NAME_SERVER = URI.create("http://10.43.0.30:8055/");
  private static final HttpClient HTTP =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.create(Internet.class))
        .getOrComputeIfAbsent(
            Internet.class,
            key -> {
              start();
              return this;
            });
  }

  private static void start() {
    var client = TestCluster.client();
    TestCluster.await(Duration.ofSeconds(60))
        .until(
            () -> {
              var old = client.namespaces().withName(NAMESPACE).get();
              return old == null || !old.isMarkedForDeletion();
            });
    try (var objects = Internet.class.getResourceAsStream("/e2e/internet.yaml")) {
      client.load(objects).serverSideApply();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    client.resource(certificate()).serverSideApply();
    client
        .apps()
        .deployments()
        .inNamespace(NAMESPACE)
        .withName("internet")
        .waitUntilCondition(
            deployment ->
                deployment != null
                    && deployment.getStatus() != null
                    && Integer.valueOf(1).equals(deployment.getStatus().getReadyReplicas()),
            60,
            java.util.concurrent.TimeUnit.SECONDS);
  }

  /** The cluster has made it, beside its kubeconfig. */
  private static io.fabric8.kubernetes.api.model.Secret certificate() {
    var folder = Path.of(System.getenv("KUBECONFIG"));
    try {
      return new SecretBuilder()
          .withNewMetadata()
          .withName("acme-server")
          .withNamespace(NAMESPACE)
          .endMetadata()
          .withType("kubernetes.io/tls")
          .addToStringData("tls.crt", Files.readString(folder.resolveSibling("acme-server.crt")))
          .addToStringData("tls.key", Files.readString(folder.resolveSibling("acme-server.key")))
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A TXT record that takes the place of those before. */
  void txt(String name, String value) {
    noTxt(name);
    tell("set-txt", "{\"host\": \"%s.\", \"value\": \"%s\"}".formatted(name, value));
  }

  void noTxt(String name) {
    tell("clear-txt", "{\"host\": \"%s.\"}".formatted(name));
  }

  /** The name server answers nothing useful about a name. */
  void trouble(String name) {
    tell("set-servfail", "{\"host\": \"%s.\"}".formatted(name));
  }

  /** Whether the authority can be reached. */
  void authorityAnswers(boolean answers) {
    TestCluster.client()
        .services()
        .inNamespace(NAMESPACE)
        .withName("pebble")
        .edit(
            service -> {
              service.getSpec().setSelector(Map.of("app", answers ? "internet" : "nobody"));
              return service;
            });
  }

  /** The root certificate of what the authority issues, as PEM. */
  String rootCertificate() {
    return TestCluster.client()
        .raw("/api/v1/namespaces/" + NAMESPACE + "/services/https:pebble:15000/proxy/roots/0");
  }

  /** What an agent answers to a visitor who finds its name in the DNS; fails as curl does. */
  static CommandLine.Result visit(String url, String... more) {
    var uri = URI.create(url);
    var command =
        new java.util.ArrayList<>(
            java.util.List.of(
                "curl",
                "--silent",
                "--show-error",
                "--fail",
                "--max-time",
                "10",
                "--resolve",
                uri.getHost() + ":" + uri.getPort() + ":127.0.0.1"));
    command.addAll(java.util.List.of(more));
    command.add(url);
    return CommandLine.run(command.toArray(String[]::new));
  }

  private static void tell(String what, String json) {
    var request =
        HttpRequest.newBuilder(NAME_SERVER.resolve(what))
            .timeout(Duration.ofSeconds(10))
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    try {
      assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode()).as(json).isEqualTo(200);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  @Override
  public void close() {
    TestCluster.client().namespaces().withName(NAMESPACE).delete();
  }
}
