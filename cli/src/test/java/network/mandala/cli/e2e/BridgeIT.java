package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import network.mandala.bridge.testing.RawClient;
import network.mandala.crds.project.Project;
import network.mandala.identity.bsv.WalletKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The installed bridge, asked by somebody who has a key and nothing else. */
@ResourceLock(TestCluster.BRIDGE)
class BridgeIT {
  private static final int CALLERS = 5;
  private static final int CALLS = 100;
  private static final Duration BETWEEN_CALLS = Duration.ofMillis(300);
  private static final Duration SOON = Duration.ofSeconds(60);

  private static final List<String> MADE = new ArrayList<>();
  private static String url;

  @BeforeAll
  static void find() throws IOException {
    var config =
        TestCluster.client()
            .configMaps()
            .inNamespace(TestCluster.SYSTEM)
            .withName("mandala-bridge")
            .require();
    url = new YAMLMapper().readTree(config.getData().get("bridge.yaml")).path("url").asText();
  }

  @AfterAll
  static void leaveNothing() {
    var projects = TestCluster.client().resources(Project.class);
    MADE.forEach(id -> projects.withName(id).delete());
  }

  @Test
  void aKeyIsEnoughToRegisterAndToMakeAndSeeAProject() {
    var client = registered();
    var id = create(client, "by key alone");

    var listed = ok(client, "/api/v1/project/list", "{}").path("projects");
    // Into its namespace the bridge is let by the operator.
    var info =
        TestCluster.await(SOON)
            .until(
                () -> client.send(client.post("/api/v1/project/" + id + "/info", "{}")),
                answer ->
                    answer.status() == 200
                        && TestCluster.client()
                                .rbac()
                                .roleBindings()
                                .inNamespace("mandala-project-" + id)
                                .withName("mandala-bridge")
                                .get()
                            != null);

    assertThat(listed.findValuesAsText("id")).containsExactly(id);
    assertThat(listed.findValuesAsText("name")).containsExactly("by key alone");
    assertThat(info.signed()).isTrue();
    assertThat(info.body().at("/status/online").asBoolean(true)).isFalse();
  }

  @Test
  void whoDoesNotSignIsRefused() {
    var answer = new RawClient(key(), url).plain("POST", "/api/v1/project/list", "{}");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.body().path("code").asText()).isEqualTo("UNAUTHORIZED");
  }

  /** Of five hundred calls while one replica after the other ends, each is answered, once. */
  @Test
  void noCallIsLostOrDoneTwiceWhileReplicasEnd() throws Exception {
    var owner = key();
    var friend = key();
    register(friend);
    var id = create(register(owner), "shared");
    var ended = new AtomicBoolean();
    var answers = new ArrayList<RawClient.Answer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var killer = threads.submit(() -> endReplicasUntil(ended));
      try {
        var callers = IntStream.range(0, CALLERS).mapToObj(n -> caller(owner, friend, id, n));
        for (var caller : threads.invokeAll(callers.toList())) {
          answers.addAll(caller.get());
        }
      } finally {
        ended.set(true); // or the end of the threads is waited for in vain
      }
      assertThat(killer.get()).as("replicas that ended meanwhile").isGreaterThanOrEqualTo(2);
    } finally {
      TestCluster.awaitDeployment("mandala-bridge", SOON);
    }
    assertThat(answers)
        .hasSize(CALLERS * CALLS)
        .allSatisfy(
            answer -> {
              assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
              assertThat(answer.signed()).isTrue();
            });

    var mine = ok(new RawClient(owner, url).shakeHands(), "/api/v1/project/list", "{}");
    mine.path("projects").forEach(project -> MADE.add(project.path("id").asText()));
    assertThat(mine.path("projects").findValuesAsText("name"))
        .containsExactlyInAnyOrder("shared", "of 0", "of 1", "of 2", "of 3", "of 4");
    // Each change is written down once; the first two are to register and to make the project.
    assertThat(changes(owner)).hasSize(2 + CALLERS * CALLS);
  }

  private static Callable<List<RawClient.Answer>> caller(
      WalletKey owner, WalletKey friend, String project, int number) {
    return () -> {
      var client = new RawClient(owner, url).shakeHands();
      var answers = new ArrayList<RawClient.Answer>();
      for (int i = 0; i < CALLS; i++) {
        answers.add(
            client.send(
                i == CALLS / 2
                    ? client.post("/api/v1/project/create", "{\"name\": \"of " + number + "\"}")
                    : client.post(
                        "/api/v1/project/" + project + "/addAdmin",
                        "{\"identityKeyOrEmail\": \"" + friend.publicKey().hex() + "\"}")));
        Thread.sleep(BETWEEN_CALLS);
      }
      return answers;
    };
  }

  /** One after the other, as an upgrade or a drained node ends them; says how many. */
  private static int endReplicasUntil(AtomicBoolean ended) {
    var pods = TestCluster.client().pods().inNamespace(TestCluster.SYSTEM);
    int count = 0;
    while (!ended.get()) {
      TestCluster.awaitDeployment("mandala-bridge", SOON);
      var oldest =
          pods.withLabel("app.kubernetes.io/component", "bridge").list().getItems().stream()
              .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
              .min((a, b) -> started(a).compareTo(started(b)))
              .orElseThrow();
      pods.resource(oldest).delete();
      TestCluster.await(SOON).until(() -> pods.resource(oldest).get() == null);
      count++;
    }
    return count;
  }

  private static String started(io.fabric8.kubernetes.api.model.Pod pod) {
    return pod.getMetadata().getCreationTimestamp();
  }

  /** What the provider sees that this identity did. */
  private static List<JsonNode> changes(WalletKey by) throws IOException {
    var rows = new ArrayList<JsonNode>();
    new ObjectMapper()
        .readTree(
            mandala(
                    "ledger",
                    "changes",
                    "--by",
                    by.publicKey().hex(),
                    "--limit",
                    "1000",
                    "--output",
                    "json")
                .ok())
        .forEach(rows::add);
    return rows;
  }

  private static RawClient registered() {
    return register(key());
  }

  private static RawClient register(WalletKey key) {
    var client = new RawClient(key, url).shakeHands();
    ok(client, "/api/v1/register", "{}");
    return client;
  }

  private static String create(RawClient client, String name) {
    var id =
        ok(client, "/api/v1/project/create", "{\"name\": \"" + name + "\"}")
            .path("projectId")
            .asText();
    MADE.add(id);
    return id;
  }

  private static JsonNode ok(RawClient client, String path, String body) {
    var answer = client.send(client.post(path, body));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    assertThat(answer.signed()).isTrue();
    return answer.body();
  }

  private static WalletKey key() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return WalletKey.parse(HexFormat.of().formatHex(bytes));
  }
}
