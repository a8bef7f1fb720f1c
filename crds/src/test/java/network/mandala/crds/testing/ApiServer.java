package network.mandala.crds.testing;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A real API server with our CRDs, for tests: ready in some seconds, without nodes.
 *
 * <pre>{@code
 * @RegisterExtension static final ApiServer api = ApiServer.shared();
 * }</pre>
 *
 * <p>The shared ones are started once in a JVM, so their tests make namespaces of their own. One
 * that is {@linkplain #alone() alone} belongs to one test class, which may stop and start it.
 */
public final class ApiServer implements BeforeAllCallback, AfterAllCallback {
  private static final Duration START = Duration.ofSeconds(90);

  private final String key;
  private final boolean controllers;
  private Running running;

  private ApiServer(String key, boolean controllers) {
    this.key = key;
    this.controllers = controllers;
  }

  /** The API server only: objects are stored, checked and owned, and nothing reacts to them. */
  public static ApiServer shared() {
    return new ApiServer("shared", false);
  }

  /** With controllers: namespaces end, owned objects are collected, quotas count, pods are made. */
  public static ApiServer sharedWithControllers() {
    return new ApiServer("shared with controllers", true);
  }

  /** One for this test class alone, which may stop and start it. */
  public static ApiServer alone() {
    return new ApiServer(null, false);
  }

  /** One with controllers for this test class alone, which may stop and start it. */
  public static ApiServer aloneWithControllers() {
    return new ApiServer(null, true);
  }

  /** A client with all rights. It is closed with the server. */
  public KubernetesClient client() {
    return running.client;
  }

  /** How to reach it with all rights, for a client of one's own. */
  public Config config() {
    return running.config();
  }

  /** How to reach it as somebody else, to try what RBAC lets them do. */
  public Config configAs(String user, String... groups) {
    return new ConfigBuilder(config())
        .withImpersonateUsername(user)
        .withImpersonateGroups(groups)
        .build();
  }

  /** For kubectl and other programs. */
  public Path kubeconfig() {
    return running.plane.kubeconfig();
  }

  /** Takes the API server away, as a crash would. Only for one that is alone. */
  public void stop() {
    requireAlone();
    running.plane.stopApiServer();
  }

  /** Brings it back with everything that it knew, and waits until it is ready. */
  public void start() {
    requireAlone();
    running.plane.startApiServer();
    running.awaitReady();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (key == null) {
      running = Running.start(controllers);
      return;
    }
    running =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(ApiServer.class))
            .getOrComputeIfAbsent(key, k -> Running.start(controllers), Running.class);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (key == null && running != null) {
      running.close();
    }
  }

  private void requireAlone() {
    if (key != null) {
      throw new IllegalStateException("other tests use this API server: ask for ApiServer.alone()");
    }
  }

  /** A control plane that was ready once; closed by JUnit when it is in the root store. */
  private static final class Running implements AutoCloseable {
    private final ControlPlane plane;
    private KubernetesClient client;

    private Running(ControlPlane plane) {
      this.plane = plane;
    }

    static Running start(boolean controllers) {
      var running = new Running(ControlPlane.start(controllers));
      try {
        running.awaitReady();
        running.plane.startControllers();
        running.installCrds();
        return running;
      } catch (RuntimeException e) {
        running.close();
        throw e;
      }
    }

    Config config() {
      return new ConfigBuilder(Config.empty())
          .withMasterUrl(plane.url())
          .withOauthToken(plane.token())
          .withCaCertFile(plane.certificate().toString())
          .withRequestRetryBackoffLimit(0)
          .build();
    }

    void awaitReady() {
      Instant end = Instant.now().plus(START);
      String last = "it was not asked";
      while (Instant.now().isBefore(end)) {
        plane.requireAlive();
        try {
          if (Files.exists(plane.certificate())) {
            if (client == null) {
              client = new KubernetesClientBuilder().withConfig(config()).build();
            }
            last = client.raw("/readyz");
            if ("ok".equals(last)) {
              return;
            }
          }
        } catch (KubernetesClientException e) {
          last = e.getMessage();
        }
        pause();
      }
      throw new IllegalStateException(
          "The API server was not ready after " + START + ": " + last + "\n" + plane.describe());
    }

    private void installCrds() {
      var crds = committedCrds();
      for (Path file : crds) {
        client.resource(read(file)).serverSideApply();
      }
      for (Path file : crds) {
        client
            .resource(read(file))
            .waitUntilCondition(Running::isEstablished, START.toSeconds(), TimeUnit.SECONDS);
        awaitServed(read(file));
      }
    }

    /** For a moment after it is established, a kind answers lists with 429. */
    private void awaitServed(CustomResourceDefinition crd) {
      Instant end = Instant.now().plus(START);
      String path =
          "/apis/%s/%s/%s?resourceVersion=0"
              .formatted(
                  crd.getSpec().getGroup(),
                  crd.getSpec().getVersions().get(0).getName(),
                  crd.getSpec().getNames().getPlural());
      while (true) {
        try {
          client.raw(path);
          return;
        } catch (KubernetesClientException e) {
          if (e.getCode() != 429 || Instant.now().isAfter(end)) {
            throw e;
          }
          pause();
        }
      }
    }

    private CustomResourceDefinition read(Path file) {
      try (var in = Files.newInputStream(file)) {
        return client.getKubernetesSerialization().unmarshal(in, CustomResourceDefinition.class);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
      return crd != null
          && crd.getStatus() != null
          && crd.getStatus().getConditions().stream()
              .anyMatch(c -> c.getType().equals("Established") && c.getStatus().equals("True"));
    }

    @Override
    public void close() {
      if (client != null) {
        client.close();
      }
      plane.close();
    }

    private static void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while the API server was starting", e);
      }
    }
  }

  /** The CRDs of the chart, found upwards from the folder in which the test runs. */
  private static List<Path> committedCrds() {
    Path start = Path.of("").toAbsolutePath();
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path crds = folder.resolve("charts/mandala/files/crds");
      if (Files.isDirectory(crds)) {
        try (Stream<Path> files = Files.list(crds)) {
          return files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
    throw new IllegalStateException("there is no folder charts/mandala/files/crds above " + start);
  }
}
