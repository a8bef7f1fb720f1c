package network.mandala.activator.edge;

import static network.mandala.activator.edge.Objects.ready;
import static network.mandala.activator.edge.Objects.slice;
import static network.mandala.activator.edge.Objects.spore;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.crds.testing.ApiServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The edge beside Spores and EndpointSlices as the cluster has them. */
class EdgeOnTheApiServerTest {

  @RegisterExtension static final ApiServer api = ApiServer.shared();

  private static final Duration SOON = Duration.ofSeconds(60);

  private final String app = "s" + Long.toHexString(ThreadLocalRandom.current().nextLong());
  private final PrometheusMeterRegistry metrics =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Map<String, Instance> pods = new ConcurrentHashMap<>();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(30))
          .build();
  private Edge edge;

  @BeforeEach
  void open() throws Exception {
    edge =
        Edge.open(
            api.client(),
            new Edge.Settings(0, 1000, Duration.ofSeconds(30), Duration.ofSeconds(60)),
            metrics,
            SOON,
            endpoint -> {
              var pod = pods.get(endpoint.address() + ":" + endpoint.port());
              if (pod == null) {
                throw new ConnectException("no pod at " + endpoint);
              }
              return pod.connect();
            });
  }

  @AfterEach
  void close() {
    edge.close();
    pods.values().forEach(Instance::close);
    http.shutdownNow();
    api
        .client()
        .resources(network.mandala.crds.spore.Spore.class)
        .inAnyNamespace()
        .list()
        .getItems()
        .stream()
        .filter(spore -> spore.getMetadata().getName().equals(app))
        .forEach(spore -> api.client().resource(spore).delete());
  }

  @Test
  void aSporeAnswersAtItsPathFromAlternatingInstancesForAsLongAsItIsThere() {
    var namespace = namespace();
    pod("10.9.0.1", "one");
    pod("10.9.0.2", "two");
    assertThat(edge.isReady()).isTrue();
    assertThat(get().statusCode()).isEqualTo(503);

    var made = api.client().resource(spore(namespace, app)).create();
    api.client()
        .resource(ready(slice(namespace, app, "IPv4", 8080), "10.9.0.1", "10.9.0.2"))
        .create();
    await().atMost(SOON).until(() -> get().statusCode() == 200);

    var answers = new ArrayList<String>();
    for (int i = 0; i < 10; i++) {
      answers.add(get().body());
    }
    assertThat(String.join(" ", answers)).matches("(one two ?){5}|(two one ?){5}");
    assertThat(metrics.scrape())
        .contains(
            "mandala_edge_requests_total{app=\"%s\",namespace=\"%s\"} ".formatted(app, namespace),
            "mandala_edge_answer_seconds_bucket{app=\"%s\",namespace=\"%s\",le=\"0.3\"} "
                .formatted(app, namespace));

    api.client().resource(made).delete();
    await().atMost(SOON).until(() -> get().statusCode() == 503);
    assertThat(metrics.scrape()).doesNotContain(app);
  }

  @Test
  void anotherColourTakesOverWithoutAFailedRequest() throws Exception {
    var namespace = namespace();
    pod("10.9.1.1", "blue");
    pod("10.9.1.2", "green");
    api.client().resource(spore(namespace, app)).create();
    var blue = ready(slice(namespace, app, "IPv4", 8080), "10.9.1.1");
    api.client().resource(blue).create();
    await().atMost(SOON).until(() -> get().statusCode() == 200);
    var failures = new CopyOnWriteArrayList<String>();
    var greens = new AtomicInteger();
    var blues = new AtomicInteger();
    var stop = new AtomicBoolean();
    var visitors = new ArrayList<Thread>();
    for (int i = 0; i < 4; i++) {
      visitors.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    while (!stop.get()) {
                      var answer = get();
                      if (answer.statusCode() != 200) {
                        failures.add(answer.statusCode() + " " + answer.body());
                      } else {
                        (answer.body().equals("green") ? greens : blues).incrementAndGet();
                      }
                    }
                  }));
    }
    await().atMost(SOON).until(() -> blues.get() > 20);

    var known =
        api.client()
            .discovery()
            .v1()
            .endpointSlices()
            .inNamespace(namespace)
            .withName(blue.getMetadata().getName())
            .get();
    api.client()
        .resource(
            ready(new EndpointSliceBuilder(known).withEndpoints(List.of()).build(), "10.9.1.2"))
        .update();
    await().atMost(SOON).until(() -> greens.get() > 20);
    int before = blues.get();
    await().atMost(SOON).until(() -> greens.get() > 100);
    stop.set(true);
    for (var visitor : visitors) {
      visitor.join(SOON);
    }

    assertThat(failures).isEmpty();
    // What had begun before the switch could still end; nothing new came after it.
    assertThat(blues.get() - before).isLessThanOrEqualTo(visitors.size());
  }

  @Test
  void theOldestSporeOfANameHasThePath() throws Exception {
    var first = namespace();
    var second = namespace();
    pod("10.9.2.1", "first");
    pod("10.9.2.2", "second");
    var older = api.client().resource(spore(first, app)).create();
    // Creation times have seconds.
    Thread.sleep(1100);
    api.client().resource(spore(second, app)).create();
    api.client().resource(ready(slice(second, app, "IPv4", 8080), "10.9.2.2")).create();
    api.client().resource(ready(slice(first, app, "IPv4", 8080), "10.9.2.1")).create();
    await().atMost(SOON).until(() -> get().body().equals("first"));

    api.client().resource(older).delete();

    await().atMost(SOON).until(() -> get().body().equals("second"));
  }

  @Test
  void aSliceThatSomebodyWroteLeadsNowhere() {
    var namespace = namespace();
    pod("10.9.3.1", "real");
    pod("10.9.3.2", "forged");
    api.client().resource(spore(namespace, app)).create();
    var forged = ready(slice(namespace, app, "IPv4", 8080), "10.9.3.2");
    forged.getMetadata().setName("forged");
    forged.getMetadata().getLabels().remove("endpointslice.kubernetes.io/managed-by");
    api.client().resource(forged).create();
    api.client().resource(ready(slice(namespace, app, "IPv4", 8080), "10.9.3.1")).create();
    await().atMost(SOON).until(() -> get().statusCode() == 200);

    for (int i = 0; i < 10; i++) {
      assertThat(get().body()).isEqualTo("real");
    }
  }

  private void pod(String address, String body) {
    pods.put(address + ":8080", Instance.saying(body));
  }

  private static String namespace() {
    return api.client()
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withGenerateName("edge-")
                .endMetadata()
                .build())
        .create()
        .getMetadata()
        .getName();
  }

  private HttpResponse<String> get() {
    try {
      return http.send(
          HttpRequest.newBuilder(
                  URI.create("http://localhost:" + edge.port() + "/" + app + "/hello"))
              .timeout(Duration.ofSeconds(60))
              .build(),
          BodyHandlers.ofString());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
