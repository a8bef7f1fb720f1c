package network.mandala.operator.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import network.mandala.operator.http.HttpService;
import network.mandala.operator.testing.RegistryClient;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grants, the token endpoint and the cleaner with the registry that is deployed. */
class RealRegistryTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final String TAG = "v1";

  @TempDir private static Path folder;
  private static RegistryGrants grants;
  private static HttpService endpoint;
  private static TestRegistry registry;
  private static final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    TestKeys.write(folder);
    grants =
        new RegistryGrants(
            TokenKey.load(folder.resolve("tls.key"), folder.resolve("tls.crt")),
            "mandala",
            "mandala-registry",
            project -> Optional.of("uid of " + project),
            Clock.systemUTC());
    endpoint =
        HttpService.start(
            "token",
            0,
            Map.of(TokenEndpoint.PATH, new TokenEndpoint(grants, new SimpleMeterRegistry())));
    registry = TestRegistry.start(folder, endpoint.port());
  }

  @AfterAll
  static void stop() {
    registry.close();
    endpoint.close();
    http.close();
  }

  @Test
  void thePushCredentialPushesSourcesOfItsProjectOnly() {
    try (var client = client("demo", List.of(Access.pullAndPush("demo/*/source")))) {
      assertThat(client.push("demo/hello/source", TAG, "source")).isEqualTo(201);
      assertThat(client.pull("demo/hello/source", TAG)).isEqualTo(200);
      assertThat(client.push("demo/hello", TAG, "image")).isEqualTo(401);
      assertThat(client.push("other/hello/source", TAG, "source")).isEqualTo(401);
      assertThat(client.push("mandala/node", TAG, "base")).isEqualTo(401);
    }
  }

  @Test
  void thePullCredentialPullsAndNeverPushes() {
    try (var builder = client("pulls", List.of(Access.pullAndPush("pulls/hello")));
        var kubelet = client("pulls", List.of(Access.pull("pulls/*"), Access.pull("mandala/*")));
        var stranger = client("other", List.of(Access.pull("other/*")))) {
      assertThat(builder.push("pulls/hello", TAG, "image")).isEqualTo(201);
      assertThat(kubelet.pull("pulls/hello", TAG)).isEqualTo(200);
      assertThat(kubelet.pull("mandala/absent", TAG)).isEqualTo(404);
      assertThat(kubelet.push("pulls/hello", TAG, "image")).isEqualTo(401);
      assertThat(stranger.pull("pulls/hello", TAG)).isEqualTo(401);
    }
  }

  @Test
  void withoutAGoodCredentialNothingIsAnswered() {
    try (var none = new RegistryClient(registry.host(), "demo", "wrong")) {
      assertThat(none.push("demo/hello/source", TAG, "x")).isEqualTo(401);
      assertThat(none.pull("demo/hello/source", TAG)).isEqualTo(401);
    }
  }

  @Test
  void theFormOfContainerdIsUnderstood() throws Exception {
    var grant = grants.mint("demo", "uid of demo", List.of(Access.pull("demo/*")), HOUR);

    var answer =
        post(
            "grant_type=password&service=mandala-registry&client_id=containerd-client"
                + "&scope=repository%3Ademo%2Fhello%3Apull&username=demo&password="
                + grant);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("\"access_token\":", "\"expires_in\":900");
  }

  @Test
  void badRequestsAreTold() throws Exception {
    var grant = grants.mint("demo", "uid of demo", List.of(Access.pull("demo/*")), HOUR);

    assertThat(get("/token", "demo", grant)).isEqualTo(200);
    assertThat(get("/token?service=another", "demo", grant)).isEqualTo(400);
    assertThat(get("/token?scope=%zz", "demo", grant)).isEqualTo(400);
    assertThat(get("/token", "other", grant)).isEqualTo(401);
    assertThat(get("/elsewhere", "demo", grant)).isEqualTo(404);
    assertThat(post("scope=" + "x".repeat(70_000)).statusCode()).isEqualTo(400);
    assertThat(post("grant_type=refresh_token&refresh_token=x").statusCode()).isEqualTo(401);
  }

  @Test
  void theRepositoriesOfOneProjectAreDeleted() throws Exception {
    try (var mine = client("gone", List.of(Access.pullAndPush("gone/*")));
        var theirs = client("gone-not", List.of(Access.pullAndPush("gone-not/*")))) {
      assertThat(mine.push("gone/a", "1", "one")).isEqualTo(201);
      assertThat(mine.push("gone/a", "2", "two")).isEqualTo(201);
      assertThat(mine.push("gone/a/source", "1", "source")).isEqualTo(201);
      assertThat(theirs.push("gone-not/a", "1", "one")).isEqualTo(201);

      assertThat(cleaner().deleteRepositoriesBelow("gone")).isEqualTo(3);

      assertThat(mine.pull("gone/a", "1")).isEqualTo(404);
      assertThat(mine.pull("gone/a/source", "1")).isEqualTo(404);
      assertThat(theirs.pull("gone-not/a", "1")).isEqualTo(200);
      assertThat(cleaner().deleteRepositoriesBelow("gone")).isZero();
      assertThat(cleaner().deleteRepositoriesBelow("never-was")).isZero();
    }
  }

  @Test
  void whatNobodyNeedsGoesAfterAWhile() throws Exception {
    var key = "0123456789abcdef0123456789abcdef";
    var clock = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    var judged = new AtomicBoolean(true);
    Usage usage =
        project ->
            judged.get() && project.equals("swept")
                ? Optional.of("swept/hello:needed swept/kept:%s".formatted(key)::contains)
                : Optional.empty();
    try (var mine = client("swept", List.of(Access.pullAndPush("swept/*")));
        var theirs = client("building", List.of(Access.pullAndPush("building/*")));
        var base = client("mandala", List.of(Access.pullAndPush("mandala/*")))) {
      assertThat(mine.push("swept/hello", key, "old")).isEqualTo(201);
      assertThat(mine.push("swept/hello", "by-hand", "tagged by hand")).isEqualTo(201);
      assertThat(mine.push("swept/kept", key, "needed")).isEqualTo(201);
      assertThat(mine.push("swept/hello/source", "0123456789ab", "source")).isEqualTo(201);
      assertThat(theirs.push("building/hello", key, "old")).isEqualTo(201);
      assertThat(base.push("mandala/node", key, "base")).isEqualTo(201);

      assertThat(sweep(usage, clock::get).once()).isZero();
      assertThat(cleaner().tagsOf("swept/hello").keySet())
          .hasSize(3)
          .anyMatch(tag -> tag.startsWith("unneeded-1767225600-"));
      assertThat(cleaner().tagsOf("swept/kept")).hasSize(1);

      // A process that was started since goes on; what is being built is not judged.
      clock.set(clock.get().plus(HOUR));
      judged.set(false);
      assertThat(sweep(usage, clock::get).once()).isZero();
      judged.set(true);
      assertThat(sweep(usage, clock::get).once()).isEqualTo(2);

      assertThat(mine.pull("swept/hello", key)).isEqualTo(404);
      assertThat(mine.pull("swept/hello/source", "0123456789ab")).isEqualTo(404);
      assertThat(mine.pull("swept/hello", "by-hand")).isEqualTo(200);
      assertThat(mine.pull("swept/kept", key)).isEqualTo(200);
      assertThat(theirs.pull("building/hello", key)).isEqualTo(200);
      assertThat(base.pull("mandala/node", key)).isEqualTo(200);
      assertThat(cleaner().tagsOf("swept/hello")).containsOnlyKeys("by-hand");
    }
  }

  @Test
  void whatIsNeededAgainLosesItsMark() throws Exception {
    var key = "0123456789abcdef0123456789abcdef";
    var now = Instant.parse("2026-01-01T00:00:00Z");
    try (var mine = client("again", List.of(Access.pullAndPush("again/*")))) {
      assertThat(mine.push("again/hello", key, "image")).isEqualTo(201);
      assertThat(sweep(only("again", ""), () -> now).once()).isZero();
      assertThat(cleaner().tagsOf("again/hello")).hasSize(2);

      assertThat(sweep(only("again", "again/hello:" + key), () -> now.plus(HOUR)).once()).isZero();

      assertThat(cleaner().tagsOf("again/hello")).containsOnlyKeys(key);
      assertThat(mine.pull("again/hello", key)).isEqualTo(200);
    }
  }

  @Test
  void aTagIsTheDigestThatItNamesAtTheMoment() throws Exception {
    try (var mine = client("tags", List.of(Access.pullAndPush("tags/*")))) {
      assertThat(mine.push("tags/app", TAG, "one")).isEqualTo(201);
      var first = cleaner().digestOf("tags/app", TAG);
      assertThat(mine.push("tags/app", TAG, "two")).isEqualTo(201);

      assertThat(first).isPresent().get(STRING).matches("sha256:[0-9a-f]{64}");
      assertThat(cleaner().digestOf("tags/app", TAG)).isPresent().isNotEqualTo(first);
      assertThat(cleaner().digestOf("tags/app", "absent")).isEmpty();
      assertThat(cleaner().digestOf("tags/absent", TAG)).isEmpty();
      assertThat(mine.pull("tags/app", first.orElseThrow())).as("what the tag left").isEqualTo(200);
    }
  }

  private static Usage only(String project, String said) {
    return asked -> asked.equals(project) ? Optional.of(said::contains) : Optional.empty();
  }

  private static RegistrySweep sweep(Usage usage, InstantSource now) {
    return new RegistrySweep(
        cleaner(), usage, HOUR, Duration.ZERO, () -> true, now.withZone(ZoneOffset.UTC));
  }

  @Test
  void aRegistryThatIsDownIsTold() {
    var nobody = URI.create("http://127.0.0.1:" + TestRegistry.freePort());

    assertThatThrownBy(
            () -> new RegistryCleaner(http, nobody, grants).deleteRepositoriesBelow("demo"))
        .isInstanceOf(IOException.class);
  }

  private static RegistryCleaner cleaner() {
    return new RegistryCleaner(http, URI.create("http://" + registry.host()), grants);
  }

  private static RegistryClient client(String project, List<Access> rights) {
    return new RegistryClient(
        registry.host(), project, grants.mint(project, "uid of " + project, rights, HOUR));
  }

  private static int get(String path, String user, String password) throws Exception {
    var basic =
        Base64.getEncoder()
            .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    // Not by URI.create: it would refuse what a bad client sends.
    try (var socket = new Socket("127.0.0.1", endpoint.port())) {
      var request =
          "GET %s HTTP/1.1\r\nHost: x\r\nAuthorization: Basic %s\r\nConnection: close\r\n\r\n"
              .formatted(path, basic);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Integer.parseInt(answer.split(" ")[1]);
    }
  }

  private static HttpResponse<String> post(String form) throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + endpoint.port() + "/token"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }
}
