package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.mandala.crds.agent.Release;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** One agent through its life: a manifest, a broken version, back and forth, restarts. */
@TestMethodOrder(OrderAnnotation.class)
class ReleasesIT {
  private static final Duration SOON = Duration.ofSeconds(20);

  @RegisterExtension static final TestProject PROJECT = new TestProject("releases");

  @TempDir private static Path folder;

  @Test
  @Order(1)
  void aFolderWithAManifestNeedsNoName() {
    Sources.write(
        folder.resolve("package.json"), "{\"name\":\"life\",\"dependencies\":{\"ms\":\"2.1.3\"}}");
    manifest("first");
    program("");

    var url = push().ok();

    assertThat(url).contains("://agent." + PROJECT.name() + ".");
    assertThat(Web.get(url).body()).isEqualTo("one first");
    assertThat(releases()).singleElement().satisfies(r -> assertThat(r.createdBy()).isNotBlank());
  }

  @Test
  @Order(2)
  void theLogOfTheBuildCanBeReadAfterwards() {
    TestCluster.client()
        .batch()
        .v1()
        .jobs()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", "agent")
        .delete();

    assertThat(agent("build-log").ok()).contains("== dependencies").contains("added 1 package");
  }

  @Test
  @Order(3)
  void aChangedVariableOfTheManifestIsAReleaseWithoutABuild() {
    var built = PROJECT.agent("agent").get().getStatus().build();
    manifest("second");

    var url = push().ok();

    Web.awaitWords(url, "one second", SOON);
    assertThat(releases()).hasSize(2);
    assertThat(PROJECT.agent("agent").get().getStatus().build()).isEqualTo(built);
  }

  @Test
  @Order(4)
  void aBrokenVersionIsExplainedAndTheOldOneAnswers() {
    program("console.log('the cat is out'); process.exit(7);\n");

    assertThat(push().failed()).contains("CrashLooping").contains("the cat is out");

    var url = PROJECT.agent("agent").get().getStatus().url();
    assertThat(Web.get(url).body()).isEqualTo("one second");
    assertThat(
            CommandLine.run(
                    "kubectl", "describe", "agent", "agent", "--namespace", PROJECT.namespace())
                .ok())
        .contains("the cat is out")
        .contains("exit code 7");
  }

  @Test
  @Order(5)
  void aRollbackRunsTheFirstReleaseWithItsOwnConfiguration() {
    var first = releases().getLast().id();

    var back = agent("rollback", "--to", first);

    Web.awaitWords(back.ok(), "one first", SOON);
    assertThat(back.err()).contains("--to newest");
    assertThat(agent("releases").ok()).containsPattern(first + ".*serves, held by rollback");
  }

  @Test
  @Order(6)
  void aPushGoesForwardAgain() {
    program("");

    var pushed = push();

    Web.awaitWords(pushed.ok(), "one second", SOON);
    assertThat(pushed.err()).contains("was held at release");
    assertThat(PROJECT.agent("agent").get().getSpec().release()).isNull();
  }

  @Test
  @Order(7)
  void aRestartReplacesThePodsAndNothingElse() {
    var before = PROJECT.agent("agent").get().getStatus();
    var pods = pods();

    agent("restart").ok();

    // The autoscaler of a manifest's agent may have added one.
    assertThat(pods()).isNotEmpty().doesNotContainAnyElementsOf(pods);
    var after = PROJECT.agent("agent").get().getStatus();
    assertThat(after.releases()).isEqualTo(before.releases());
    assertThat(after.build()).isEqualTo(before.build());
  }

  @Test
  @Order(8)
  void everythingThatIsWrongWithAManifestIsSaidAtOnce(@TempDir Path bad) {
    Sources.write(bad.resolve("index.js"), "");
    Sources.write(
        bad.resolve("agent-manifest.json"),
        """
        {"schema": "mandala-agent", "agent": {"runtime": "node", "buildContext": "x;reboot"},
         "ports": [0], "resources": {"cpu": "1\\n  privileged: true"}}
        """);

    var said = mandala("agent", "push", bad.toString(), "--project", PROJECT.name()).failed();

    assertThat(said).contains("$.agent.buildContext", "$.ports[0]", "$.resources.cpu");
  }

  @Test
  @Order(9)
  void linkedServicesAreToldWhereTheOthersAre(@TempDir Path two) {
    Sources.answering(two.resolve("api"), "the api");
    Sources.write(
        two.resolve("web/index.js"),
        """
        require('node:http').createServer(async (request, response) => {
          const api = await fetch(process.env.API_URL_INTERNAL);
          response.end(`${process.env.API_URL} says ${await api.text()}`);
        }).listen(process.env.PORT);
        """);
    Sources.write(
        two.resolve("agent-manifest.json"),
        """
        {"schema": "mandala-agent", "schemaVersion": "2.0",
         "services": {"web": {"agent": {"buildContext": "web"}}, "api": {"agent": {"buildContext": "api"}}},
         "links": [{"from": "web", "to": "api", "envVar": "API_URL"}]}
        """);

    var urls =
        mandala("agent", "push", two.toString(), "--project", PROJECT.name()).ok().lines().toList();

    assertThat(urls).hasSize(2);
    assertThat(urls.getFirst()).contains("://api.");
    assertThat(Web.get(urls.getLast()).body()).isEqualTo(urls.getFirst() + " says the api");
  }

  private static void manifest(String word) {
    Sources.write(
        folder.resolve("agent-manifest.json"),
        "{\"schema\": \"mandala-agent\", \"schemaVersion\": \"1.0\", \"agent\": {}, \"env\": {\"WORD\": \"%s\"}}"
            .formatted(word));
  }

  /** Answers "one" and the variable of the manifest; {@code before} runs first. */
  private static void program(String before) {
    Sources.write(
        folder.resolve("index.js"),
        before
            + """
            const server = require('node:http').createServer(
              (request, response) => response.end(`one ${process.env.WORD}`));
            server.listen(process.env.PORT);
            process.on('SIGTERM', () => server.close());
            """);
  }

  private static CommandLine.Result push() {
    return mandala("agent", "push", folder.toString(), "--project", PROJECT.name());
  }

  private static CommandLine.Result agent(String verb, String... more) {
    var arguments = new ArrayList<>(List.of("agent", verb, "agent", "--project", PROJECT.name()));
    arguments.addAll(List.of(more));
    return mandala(arguments.toArray(String[]::new));
  }

  private static List<Release> releases() {
    return PROJECT.agent("agent").get().getStatus().releases();
  }

  private static List<String> pods() {
    return TestCluster.client()
        .pods()
        .inNamespace(PROJECT.namespace())
        .withLabel("mandala.network/agent", "agent")
        .withLabel("mandala.network/component", "agent")
        .list()
        .getItems()
        .stream()
        .filter(pod -> !pod.isMarkedForDeletion())
        .map((Pod pod) -> pod.getMetadata().getUid())
        .toList();
  }
}
