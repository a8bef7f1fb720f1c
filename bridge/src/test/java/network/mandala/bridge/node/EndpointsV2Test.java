package network.mandala.bridge.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.session.Seals;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.testing.Documented;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.testing.RunningNode;
import network.mandala.bridge.v2.V2;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.AgentSpec;
import network.mandala.crds.agent.AgentStatus;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The API for new clients on a real API server and a real database. Every answer is held against
 * the document that clients are given.
 */
class EndpointsV2Test {
  private static final String NOBODYS = "0".repeat(32);
  private static final String PROBLEM = "application/problem+json";

  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();

  private static RunningNode node;
  private static Documented documented;
  private static RawClient owner;
  private static RawClient other;

  @BeforeAll
  static void start() {
    node = RunningNode.start(api, mysql);
    owner = client("62");
    other = client("63");
    documented = new Documented(owner.plain("GET", "/v2/openapi.json", "").body());
  }

  @AfterAll
  static void stop() {
    node.close();
  }

  @Test
  void theDocumentHasEveryRouteAndNoOther() {
    var routes =
        EndpointsV2.add(
            new Routes(),
            V2.of(
                new V2.Operations(
                    null, null, null, null, null, null, null, null, null, null, null, null),
                new Seals(SessionKeys.parse("ab".repeat(32))),
                Clock.systemUTC()));
    var served =
        new TreeSet<>(
            Stream.concat(routes.signedPaths().stream(), routes.openPaths().stream())
                .map(route -> route.replaceAll(":([a-z]+)", "{$1}"))
                .toList());

    assertThat(documented.routes()).isEqualTo(served);
  }

  @Test
  void makesAProjectThatTheCallerOwnsWithoutRegistering() {
    var made = create("{\"name\":\"Käse\",\"network\":\"test\"}");

    assertThat(made.at("/role").textValue()).isEqualTo("owner");
    assertThat(made.at("/state").textValue()).isEqualTo("PREPARING");
    var project = api.client().resources(Project.class).withName(id(made)).get();
    assertThat(project.getSpec().displayName()).isEqualTo("Käse");
    assertThat(project.getSpec().network()).isEqualTo(Network.TEST);
    assertThat(get(owner, "/v2/projects/{id}", id(made)).at("/name").textValue()).isEqualTo("Käse");
  }

  @Test
  void theSameIdempotencyKeyMakesOneProject() {
    var key = Map.of("content-type", "application/json", "idempotency-key", "first-of-mine");

    var first = send(owner, "POST", "/v2/projects", "/v2/projects", key, "{\"name\":\"a\"}", 201);
    var again = send(owner, "POST", "/v2/projects", "/v2/projects", key, "{\"name\":\"a\"}", 201);
    var another = send(owner, "POST", "/v2/projects", "/v2/projects", key, "{\"name\":\"b\"}", 422);
    var theirs = send(other, "POST", "/v2/projects", "/v2/projects", key, "{\"name\":\"b\"}", 201);

    assertThat(id(again)).isEqualTo(id(first));
    assertThat(another.at("/type").textValue()).isEqualTo("/v2/problems/key-reused");
    assertThat(id(theirs)).isNotEqualTo(id(first));
  }

  @Test
  void listsProjectsPageByPage() {
    var mine = client("64");
    var made =
        Stream.of("a", "b", "c", "d", "e")
            .map(
                name ->
                    id(
                        send(
                            mine,
                            "POST",
                            "/v2/projects",
                            "/v2/projects",
                            Map.of("content-type", "application/json"),
                            "{\"name\":\"" + name + "\"}",
                            201)))
            .toList();

    var first = get(mine, "/v2/projects", "", "?limit=2");
    var second = get(mine, "/v2/projects", "", "?limit=2&cursor=" + cursor(first));
    var third = get(mine, "/v2/projects", "", "?limit=2&cursor=" + cursor(second));

    var seen =
        Stream.of(first, second, third)
            .flatMap(page -> page.get("items").valueStream())
            .map(EndpointsV2Test::id)
            .toList();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(made);
    assertThat(third.has("nextCursor")).isFalse();
    assertThat(get(owner, "/v2/projects", "", 400, "?cursor=" + cursor(first)).at("/errors/0/at"))
        .as("a cursor of somebody else")
        .hasToString("\"cursor\"");
  }

  @Test
  void aKeyWithoutARoleIsToldWhoCanHelp() {
    var id = id(create("{}"));

    var refused = get(other, "/v2/projects/{id}", id, 403, "");

    assertThat(refused.at("/type").textValue()).isEqualTo("/v2/problems/forbidden");
    assertThat(refused.at("/detail").textValue()).contains(key("63"), id, "an owner or admin");
    assertThat(get(owner, "/v2/projects/{id}", NOBODYS, 404, "").at("/detail").textValue())
        .isEqualTo("There is no project " + NOBODYS);
    assertThat(get(owner, "/v2/projects/{id}", "kube-system", 404, "").at("/status").intValue())
        .isEqualTo(404);
  }

  @Test
  void givesAndTakesRoles() {
    var id = id(create("{}"));
    var path = "/v2/projects/{id}/admins/{key}";

    change(owner, "PUT", path, id, key("63"), "{\"role\":\"viewer\"}", 200);
    await().untilAsserted(() -> get(other, "/v2/projects/{id}", id));
    var refused = change(other, "PUT", path, id, key("65"), "{}", 403);
    assertThat(refused.at("/detail").textValue()).contains("is not an owner or admin");
    change(owner, "PUT", path, id, key("63"), "{\"role\":\"admin\"}", 200);
    await()
        .untilAsserted(
            () -> change(other, "PUT", path, id, key("65"), "{\"role\":\"viewer\"}", 200));
    change(other, "PUT", path, id, key("65"), "{\"role\":\"owner\"}", 403);
    change(other, "DELETE", path, id, key("62"), "", 400);
    await()
        .untilAsserted(
            () -> assertThat(get(owner, "/v2/projects/{id}/admins", id).at("/items")).hasSize(3));
    change(other, "DELETE", path, id, key("65"), "", 200);
    change(owner, "PUT", path, id, key("62"), "{\"role\":\"admin\"}", 400);
    change(owner, "PUT", path, id, "nobody", "{}", 400);
  }

  @Test
  void showsWhatAProjectHasAndWhy() {
    var id = id(create("{}"));
    assertThat(get(owner, "/v2/projects/{id}/balance", id).at("/satoshis").intValue()).isZero();
    var ledger = mysql.ledger();
    ledger
        .projects()
        .register(
            new LedgerProject(
                id, id, "mandala-project-" + id, "a", Network.MAIN, List.of(), Contacts.NONE));
    for (int i = 1; i <= 3; i++) {
      ledger.journal().credit(id, Satoshis.of(i * 100L), id + i, "top-up " + i, "a test");
    }

    assertThat(get(owner, "/v2/projects/{id}/balance", id).at("/satoshis").intValue())
        .isEqualTo(600);
    var first = get(owner, "/v2/projects/{id}/billing", id, "?limit=2&kind=top-up");
    assertThat(first.at("/items/0/balanceAfter").intValue()).isEqualTo(600);
    var second = get(owner, "/v2/projects/{id}/billing", id, "?limit=2&cursor=" + cursor(first));
    assertThat(second.at("/items")).hasSize(1);
    assertThat(second.at("/items/0/reason").textValue()).isEqualTo("top-up 1");
    assertThat(second.has("nextCursor")).isFalse();
    var another = id(create("{}"));
    get(owner, "/v2/projects/{id}/billing", another, 400, "?cursor=" + cursor(first));
    get(owner, "/v2/projects/{id}/billing", id, "?from=2026-01-31T12:00:00Z&kind=debit");
  }

  @Test
  void aProjectWithoutAgentsHasNone() {
    var id = id(create("{}"));

    assertThat(get(owner, "/v2/projects/{id}/agents", id).at("/items")).isEmpty();
    var missing =
        send(
            owner,
            "GET",
            "/v2/projects/{id}/agents/{agent}",
            "/v2/projects/" + id + "/agents/hello",
            Map.of(),
            "",
            404);
    assertThat(missing.at("/detail").textValue()).contains("no agent hello");
  }

  @Test
  void anAgentIsShownAndItsPodsAreReplaced() {
    var id = id(create("{}"));
    var namespace = "mandala-project-" + id;
    node.give(id, namespace);
    var agent = new Agent();
    agent.setMetadata(new ObjectMetaBuilder().withName("hello").withNamespace(namespace).build());
    agent.setSpec(
        Serialization.unmarshal(
            "{\"source\":{\"image\":\"registry.test/hello@sha256:"
                + "a".repeat(64)
                + "\"},\"env\":{\"TOKEN\":\"tell-nobody\"}}",
            AgentSpec.class));
    api.client().resource(agent).create();
    var path = "/v2/projects/{id}/agents/{agent}";
    var target = "/v2/projects/" + id + "/agents/hello";
    var json = Map.of("content-type", "application/json");

    await()
        .untilAsserted(
            () -> assertThat(get(owner, "/v2/projects/{id}/agents", id).at("/items")).hasSize(1));
    var shown = send(owner, "GET", path, target, Map.of(), "", 200);
    assertThat(shown.at("/ready").booleanValue()).isFalse();
    assertThat(shown.toString()).doesNotContain("tell-nobody");
    send(owner, "POST", path + "/restart", target + "/restart", json, "{}", 202);
    assertThat(
            api.client()
                .resources(Agent.class)
                .inNamespace(namespace)
                .withName("hello")
                .get()
                .getSpec()
                .restartedAt())
        .isNotBlank();
    send(other, "POST", path + "/restart", target + "/restart", json, "{}", 403);
    assertThat(get(owner, "/v2/projects/{id}/logs", id, 404, "?tail=10").at("/detail").textValue())
        .isEqualTo("Nothing of this kind runs in the project");
    get(owner, "/v2/projects/{id}/logs", id, 400, "?tail=10001&level=loud&source=disk");
  }

  @Test
  void anAgentGoesBackShowsItsBuildAndIsDeleted() {
    var id = id(create("{}"));
    var namespace = "mandala-project-" + id;
    node.give(id, namespace);
    var agent = new Agent();
    agent.setMetadata(new ObjectMetaBuilder().withName("hello").withNamespace(namespace).build());
    agent.setSpec(
        Serialization.unmarshal(
            "{\"source\":{\"image\":\"registry.test/hello\"}}", AgentSpec.class));
    var created = api.client().resource(agent).create();
    created.setStatus(
        Serialization.unmarshal(
            "{\"release\":\"r2\",\"releases\":[{\"id\":\"r2\",\"image\":\"i\"},{\"id\":\"r1\",\"image\":\"i\"}]}",
            AgentStatus.class));
    api.client().resource(created).updateStatus();
    var path = "/v2/projects/{id}/agents/{agent}";
    var target = "/v2/projects/" + id + "/agents/hello";
    var json = Map.of("content-type", "application/json");
    await()
        .untilAsserted(
            () -> assertThat(get(owner, "/v2/projects/{id}/agents", id).at("/items")).hasSize(1));

    send(
        owner, "POST", path + "/rollback", target + "/rollback", json, "{\"release\":\"r1\"}", 202);
    assertThat(hello(namespace).getSpec().release()).isEqualTo("r1");
    assertThat(
            send(
                    owner,
                    "POST",
                    path + "/rollback",
                    target + "/rollback",
                    json,
                    "{\"release\":\"r0\"}",
                    409)
                .at("/detail")
                .textValue())
        .isEqualTo("There is no release r0 of agent hello; there are: r2, r1");
    send(owner, "POST", path + "/rollback", target + "/rollback", json, "{}", 400);
    send(
        other, "POST", path + "/rollback", target + "/rollback", json, "{\"release\":\"r1\"}", 403);
    send(
        owner,
        "POST",
        path + "/rollback",
        target + "/rollback",
        json,
        "{\"release\":\"newest\"}",
        202);
    assertThat(hello(namespace).getSpec().release()).isNull();

    send(owner, "GET", path + "/build-log", target + "/build-log", Map.of(), "", 404);
    api.client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("hello-build-log")
                .withNamespace(namespace)
                .endMetadata()
                .withData(Map.of("log", "== fetch\n"))
                .build())
        .create();
    assertThat(
            send(owner, "GET", path + "/build-log", target + "/build-log", Map.of(), "", 200)
                .at("/text")
                .textValue())
        .isEqualTo("== fetch\n");

    send(other, "DELETE", path, target, Map.of(), "", 403);
    send(owner, "DELETE", path, target, Map.of(), "", 202);
    assertThat(hello(namespace)).matches(gone -> gone == null || gone.isMarkedForDeletion());
  }

  private static Agent hello(String namespace) {
    return api.client().resources(Agent.class).inNamespace(namespace).withName("hello").get();
  }

  @Test
  void aDeploymentIsFollowedByWhoeverHasItsToken() {
    var id = id(create("{}"));
    node.give(id, "mandala-project-" + id);
    var path = "/v2/projects/{id}/deployments";
    var target = "/v2/projects/" + id + "/deployments";
    var once = Map.of("content-type", "application/json", "idempotency-key", "push-1");

    var opened = send(owner, "POST", path, target, once, "{}", 201);
    var again = send(owner, "POST", path, target, once, "{}", 201);
    var second =
        send(owner, "POST", path, target, Map.of("content-type", "application/json"), "{}", 201);

    assertThat(again.at("/uploadUrl")).isEqualTo(opened.at("/uploadUrl"));
    assertThat(id(second)).isNotEqualTo(id(opened));
    var page = get(owner, path, id, "?limit=1");
    var rest = get(owner, path, id, "?limit=1&cursor=" + cursor(page));
    assertThat(List.of(id(page.at("/items/0")), id(rest.at("/items/0"))))
        .containsExactlyInAnyOrder(id(opened), id(second));
    var shown =
        send(owner, "GET", path + "/{deployment}", target + "/" + id(opened), Map.of(), "", 200);
    assertThat(shown.at("/state").textValue()).isEqualTo("OPEN");
    assertThat(shown.has("uploadUrl")).as("who only reads gets none").isFalse();
    send(other, "GET", path + "/{deployment}", target + "/" + id(opened), Map.of(), "", 403);
    send(owner, "GET", path + "/{deployment}", target + "/" + NOBODYS, Map.of(), "", 404);

    var events = shown.at("/eventsUrl").textValue();
    assertThat(firstEvents(events))
        .contains("event: log", "Deployment started", "event: state", "\"state\":\"OPEN\"", "id: ");
    for (var wrong :
        new String[] {
          events.replaceAll("token=.*", "token=AAAA"),
          events.replaceAll("token=.*", "token="),
          events.replace(id(opened), id(second))
        }) {
      var refused = owner.plain("GET", wrong, "");
      assertThat(refused.status()).as(wrong).isEqualTo(403);
      assertThat(refused.headers().get("content-type")).isEqualTo(PROBLEM);
    }
  }

  /** What comes at once, of a stream that goes on. */
  private static String firstEvents(String target) {
    try (var http = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create(node.url() + target)).build();
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      assertThat(answer.headers().firstValue("content-type")).contains("text/event-stream");
      var text = new StringBuilder();
      try (var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8))) {
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
          text.append(line).append('\n');
          if (text.toString().contains("event: state") && line.isEmpty()) {
            http.shutdownNow();
            return text.toString();
          }
        }
      }
      return text.toString();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void domainsAreProvedFirst() {
    var id = id(create("{}"));
    node.give(id, "mandala-project-" + id);
    var path = "/v2/projects/{id}/domains/{host}";
    var target = "/v2/projects/" + id + "/domains/";
    var json = Map.of("content-type", "application/json");

    assertThat(get(owner, "/v2/projects/{id}/domains", id).at("/items")).isEmpty();
    send(owner, "PUT", path, target + "a..b", json, "{}", 400);
    send(owner, "PUT", path, target + "a.node.test", json, "{}", 409);
    send(owner, "PUT", path, target + "a.example.com", json, "{\"leadsTo\":\"mars\"}", 400);
    send(owner, "DELETE", path, target + "a.example.com", Map.of(), "", 404);
  }

  @Test
  void aProjectIsDeletedByItsOwners() {
    var id = id(create("{}"));
    var path = "/v2/projects/{id}";
    change(owner, "PUT", path + "/admins/{key}", id, key("63"), "{}", 200);
    await().untilAsserted(() -> get(other, path, id));

    send(other, "DELETE", path, "/v2/projects/" + id, Map.of(), "", 403);
    var deleting = send(owner, "DELETE", path, "/v2/projects/" + id, Map.of(), "", 202);

    assertThat(deleting.at("/state").textValue()).isEqualTo("DELETING");
    await().untilAsserted(() -> get(owner, path, id, 404, ""));
  }

  @Test
  void whoeverIsNotKnownIsToldSoAsAProblemToo() {
    var answer = owner.plain("GET", "/v2/projects", "");

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("content-type")).isEqualTo(PROBLEM);
    assertThat(documented.faults("GET", "/v2/projects", 401, PROBLEM, answer.body())).isEmpty();
    var stale = owner.sign("GET", "/v2/projects", Map.of(), new byte[0]);
    stale.headers.put("x-bsv-auth-your-nonce", "AAAA");
    assertThat(owner.send(stale).body().at("/detail").textValue())
        .as("published clients look for it")
        .startsWith("Session not found for nonce: ");
  }

  @Test
  void everyTypeOfProblemIsExplainedAtItsAddress() {
    var refused = get(other, "/v2/projects/{id}", NOBODYS, 404, "");

    var answer = other.plain("GET", refused.at("/type").textValue(), "");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().at("/title")).isEqualTo(refused.at("/title"));
  }

  static Stream<Arguments> badRequests() {
    var json = "application/json";
    return Stream.of(
        Arguments.of("POST", "/v2/projects", json, "{\"nam\":\"a\"}", 400, "/nam is not known"),
        Arguments.of("POST", "/v2/projects", json, "{\"name\":7}", 400, "/name is text"),
        Arguments.of("POST", "/v2/projects", json, "{\"name\":\"\"}", 400, "/name is text"),
        Arguments.of(
            "POST",
            "/v2/projects",
            json,
            "{\"name\":\"" + "x".repeat(101) + "\"}",
            400,
            "1 to 100"),
        Arguments.of(
            "POST", "/v2/projects", json, "{\"network\":\"mainnet\"}", 400, "one of main, test"),
        Arguments.of("POST", "/v2/projects", json, "[]", 400, "not a JSON object"),
        Arguments.of("POST", "/v2/projects", json, "{\"name\":", 400, "not JSON"),
        Arguments.of("POST", "/v2/projects", json, "{\"a\":1,\"a\":2}", 400, "not JSON"),
        Arguments.of("POST", "/v2/projects", "text/plain", "{}", 415, "application/json"),
        Arguments.of("POST", "/v2/projects", json, "x".repeat((1 << 20) + 1), 413, "larger than"),
        Arguments.of("PUT", "/v2/registration", json, "{\"email\":\"a@b.c\"}", 400, "/email"),
        Arguments.of("GET", "/v2/projects?limit=0", null, "", 400, "limit is a number from 1"),
        Arguments.of("GET", "/v2/projects?limit=201", null, "", 400, "to 200"),
        Arguments.of("GET", "/v2/projects?limit=99999999999", null, "", 400, "limit is a number"),
        Arguments.of("GET", "/v2/projects?limit=-1", null, "", 400, "limit is a number"),
        Arguments.of("GET", "/v2/projects?limit=1&limit=2", null, "", 400, "more than once"),
        Arguments.of("GET", "/v2/projects?cursor=AAAA", null, "", 400, "cursor is none"),
        Arguments.of("GET", "/v2/projects?cursor=%00", null, "", 400, "cursor is none"),
        Arguments.of(
            "GET", "/v2/projects?cursor=" + "A".repeat(3000), null, "", 400, "cursor is none"),
        Arguments.of("GET", "/v2/projects?sort=name", null, "", 400, "sort is not known"),
        Arguments.of("GET", "/v2/nothing", null, "", 404, "Not found"),
        Arguments.of("GET", "/v2/projects/", null, "", 404, "Not found"),
        Arguments.of("GET", "/v2/PROJECTS", null, "", 404, "Not found"),
        Arguments.of("DELETE", "/v2/projects", null, "", 405, "Method not allowed"));
  }

  @ParameterizedTest
  @MethodSource("badRequests")
  void whatIsWrongIsSaidAsAProblem(
      String method, String target, String type, String body, int status, String words) {
    Map<String, String> headers = type == null ? Map.of() : Map.of("content-type", type);
    var answer = owner.send(owner.sign(method, target, headers, RawClient.utf8(body)));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    assertThat(answer.headers().get("content-type")).isEqualTo(PROBLEM);
    assertThat(answer.body().at("/type").textValue()).startsWith("/v2/problems/");
    assertThat(answer.body().at("/title").textValue()).isNotBlank();
    assertThat(answer.body().at("/status").intValue()).isEqualTo(status);
    assertThat(answer.body().at("/detail").textValue()).contains(words);
  }

  @Test
  void everythingThatIsWrongIsSaidAtOnce() {
    var refused =
        send(
            owner,
            "POST",
            "/v2/projects",
            "/v2/projects",
            Map.of("content-type", "application/json"),
            "{\"name\":7,\"network\":\"x\",\"other\":1}",
            400);

    assertThat(refused.at("/errors").valueStream().map(e -> e.at("/at").textValue()))
        .containsExactly("/name", "/network", "/other");
  }

  private static JsonNode create(String body) {
    return send(
        owner,
        "POST",
        "/v2/projects",
        "/v2/projects",
        Map.of("content-type", "application/json"),
        body,
        201);
  }

  private static JsonNode get(RawClient client, String path, String id, String... search) {
    return get(client, path, id, 200, search.length == 0 ? "" : search[0]);
  }

  private static JsonNode get(RawClient client, String path, String id, int status, String search) {
    return send(client, "GET", path, path.replace("{id}", id) + search, Map.of(), "", status);
  }

  private static JsonNode change(
      RawClient client,
      String method,
      String path,
      String id,
      String key,
      String body,
      int status) {
    return send(
        client,
        method,
        path,
        path.replace("{id}", id).replace("{key}", key),
        body.isEmpty() ? Map.of() : Map.of("content-type", "application/json"),
        body,
        status);
  }

  /** Sends it, and holds the answer against the document. */
  private static JsonNode send(
      RawClient client,
      String method,
      String path,
      String target,
      Map<String, String> headers,
      String body,
      int status) {
    Answer answer = client.send(client.sign(method, target, headers, RawClient.utf8(body)));
    assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
    assertThat(answer.signed()).isTrue();
    assertThat(
            documented.faults(
                method, path, status, answer.headers().get("content-type"), answer.body()))
        .isEmpty();
    return answer.body();
  }

  private static String id(JsonNode project) {
    return project.get("id").textValue();
  }

  private static String cursor(JsonNode page) {
    return page.get("nextCursor").textValue();
  }

  private static RawClient client(String key) {
    return new RawClient(WalletKey.parse(key.repeat(32)), node.url()).shakeHands();
  }

  private static String key(String digits) {
    return WalletKey.parse(digits.repeat(32)).publicKey().hex();
  }
}
