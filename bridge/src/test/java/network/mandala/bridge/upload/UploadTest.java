package network.mandala.bridge.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import network.mandala.bridge.log.LogLine;
import network.mandala.bridge.testing.DeployRig;
import network.mandala.bridge.testing.Tarball;
import network.mandala.crds.agent.AgentAnnotations;
import network.mandala.crds.project.Project;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.change.Change;
import network.mandala.ledger.change.ChangeQuery;
import network.mandala.ledger.change.JdbiChanges;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Uploads as a client sees them, on a real API server and a real database. */
class UploadTest {
  @RegisterExtension static final ApiServer api = ApiServer.shared();
  @RegisterExtension static final MySqlServer mysql = MySqlServer.shared();
  @TempDir static Path folder;

  private static DeployRig rig;

  @BeforeAll
  static void start() throws IOException {
    rig = new DeployRig(api.client(), mysql.ledger(), folder);
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @AfterEach
  void nothingStaysInTheFolder() throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void anAcceptedUploadIsAnAgentThatAsksForIt() {
    var project = rig.project(1);
    var opened = rig.open(project);

    var reply =
        rig.upload(opened.url(), DeployRig.artifact(project, ",\"env\":{\"COLOUR\":\"red\"}"));

    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(202);
    assertThat(reply.body())
        .contains(
            "\"message\":\"Upload accepted, deployment processing started\"",
            "\"deploymentId\":\"" + opened.deployment().id() + "\"",
            "\"projectId\":\"" + project.getMetadata().getName() + "\"",
            "\"agentUrl\":\"agent." + project.getMetadata().getName() + ".mandala.test\"")
        .doesNotContain("frontendUrl", "notes");
    var agent = rig.agent(project, "agent");
    assertThat(agent.getSpec().source().artifact())
        .startsWith("registry:5000/" + project.getMetadata().getName() + "/agent/source@sha256:");
    assertThat(agent.getMetadata().getAnnotations())
        .containsEntry(AgentAnnotations.DEPLOYMENT, opened.deployment().id())
        .containsEntry(AgentAnnotations.DEPLOYMENT_SOURCE, agent.getSpec().source().artifact())
        .containsEntry(AgentAnnotations.PUSHED_BY, DeployRig.OWNER.hex())
        .containsEntry(AgentAnnotations.PUSHED_GENERATION, "1");
    assertThat(agent.getSpec().env()).isEmpty();
    assertThat(variables(project)).containsEntry("COLOUR", "red");
    assertThat(lines(opened.deployment().id(), project))
        .startsWith("Deployment started")
        .anyMatch(line -> line.startsWith("Upload accepted: sha256:"));
  }

  /** Who changed what: an upload too, taken or not; nothing of what was sent. */
  @Test
  void uploadsAreWrittenDown() {
    var project = rig.project(1);
    var opened = rig.open(project);

    rig.upload(opened.url(), new byte[] {1});
    rig.upload(opened.url(), DeployRig.artifact(project, ""));
    rig.upload(opened.url(), DeployRig.artifact(project, ""));

    var changes =
        new JdbiChanges(mysql.ledger().database())
            .find(new ChangeQuery(project.getMetadata().getName(), null, 10));
    assertThat(changes)
        .extracting(Change::status)
        .as("what came to an address that was used up was no change")
        .containsExactlyInAnyOrder(Optional.of(400), Optional.of(202));
    assertThat(changes)
        .allSatisfy(
            change -> {
              assertThat(change.identity()).isEqualTo(DeployRig.OWNER.hex());
              assertThat(change.action()).isEqualTo("POST /api/v1/upload/:deploymentId/:signature");
            });
  }

  /** Fault 24: URLs of the older nodes could be used again, for ever. */
  @Test
  void aUrlTakesOneUploadAndExpires_24() {
    var project = rig.project(1);
    var used = rig.open(project).url();
    var open = rig.open(project).url();
    var archive = DeployRig.artifact(project, "");
    assertThat(rig.upload(used, archive).statusCode()).isEqualTo(202);

    assertThat(rig.upload(used, archive).statusCode()).isEqualTo(409);
    rig.later(DeployRig.LIFE);

    var expired = rig.upload(open, archive);
    assertThat(expired.statusCode()).isEqualTo(410);
    assertThat(expired.body()).contains("expired");
  }

  @Test
  void aBrokenUploadMayBeRepeated_24() {
    var project = rig.project(1);
    var opened = rig.open(project);
    var archive = DeployRig.artifact(project, "");

    var cut = rig.upload(opened.url(), java.util.Arrays.copyOf(archive, archive.length / 2));
    var whole = rig.upload(opened.url(), archive);

    assertThat(cut.statusCode()).isEqualTo(400);
    assertThat(cut.body()).contains("cut off");
    assertThat(whole.statusCode()).isEqualTo(202);
    assertThat(lines(opened.deployment().id(), project))
        .anyMatch(line -> line.startsWith("Upload not accepted: The source archive is cut off"));
  }

  /** Of those that come at once one is taken, and it is the one that the Agent asks for. */
  @Test
  void oneOfTwoParallelUploadsWins_24() throws Exception {
    var project = rig.project(1);
    var url = rig.open(project).url();
    var one = DeployRig.artifact(project, ",\"ports\":[4001]");
    var other = DeployRig.artifact(project, ",\"ports\":[4002]");

    List<Integer> answers;
    try (var threads = Executors.newFixedThreadPool(2)) {
      answers =
          threads
              .invokeAll(
                  List.<Callable<Integer>>of(
                      () -> rig.upload(url, one).statusCode(),
                      () -> rig.upload(url, other).statusCode()))
              .stream()
              .map(future -> future.resultNow())
              .toList();
    }

    assertThat(answers).containsExactlyInAnyOrder(202, 409);
    assertThat(rig.agent(project, "agent").getSpec().ports())
        .containsExactly(answers.getFirst() == 202 ? 4001 : 4002);
  }

  @Test
  void nothingIsReadBeforeUrlAndBalanceAreChecked_24() {
    var project = rig.project(0);
    var url = rig.open(project).url();
    var signed = url.substring(0, url.length() - 2);
    var large = new byte[DeployRig.MOST_BYTES + 1];

    assertError(rig.upload("/api/v1/upload/x/00", large), 400, "Invalid deploymentId");
    assertError(rig.upload(url + "00", large), 401, "Invalid signature");
    assertError(rig.upload(signed + "zz", large), 401, "Invalid signature");
    assertError(
        rig.upload(url.replaceAll("/[0-9a-f]{32}/", "/" + "a".repeat(32) + "/"), large),
        401,
        "Invalid signature");
    assertError(
        rig.upload(url, large),
        401,
        "Project balance must be at least 1 satoshi to upload a deployment. Current balance: 0");
    assertThat(rig.upload(rig.open(rig.project(1)).url(), large).statusCode()).isEqualTo(413);
  }

  @Test
  void aBodyWithoutLengthIsCutAtTheLimit_24() {
    var url = rig.open(rig.project(1)).url();

    var reply =
        rig.upload(
            url,
            java.net.http.HttpRequest.BodyPublishers.ofByteArrays(
                List.of(new byte[DeployRig.MOST_BYTES], new byte[1])));

    assertThat(reply.statusCode()).isEqualTo(413);
  }

  /** What is sent for another project is not run for this one. */
  @Test
  void aManifestForSomebodyElseIsRefused() {
    var project = rig.project(1);
    var other = rig.project(1);
    var url = rig.open(project).url();

    assertError(
        rig.upload(url, DeployRig.artifact(other, "")),
        400,
        "No matching Mandala deployment config or projectID in agent-manifest.json");
    assertError(
        rig.upload(
            url,
            archive(
                DeployRig.manifest(project, "")
                    .replace("\"provider\"", "\"network\":\"mainnet\",\"provider\""))),
        400,
        "Network mismatch: Project is on testnet but deployment config specifies mainnet");
    assertError(
        rig.upload(url, new Tarball().file("index.js", "").gzipped()),
        400,
        "agent-manifest.json not found in tarball.");
    assertError(
        rig.upload(
            url, archive(DeployRig.manifest(project, "").replace("mandala-agent", "bsv-app"))),
        400,
        "Invalid schema in agent-manifest.json (expected \"mandala-agent\")");
  }

  /** Faults 13 to 16: paths reached a shell, charts were installed, links were written through. */
  @Test
  void pathsStayInsideAndNothingOfTheArtifactIsExecuted_13_14_15_16() {
    var project = rig.project(1);
    var url = rig.open(project).url();
    var manifest = DeployRig.manifest(project, "");

    for (var bad :
        List.of(
            new Tarball().file("../agent-manifest.json", manifest),
            new Tarball().file("/agent-manifest.json", manifest),
            new Tarball().file("agent-manifest.json", manifest).link("x", "../../etc/passwd"),
            new Tarball().file("agent-manifest.json", manifest).link("x", "/etc/passwd"),
            new Tarball()
                .link("a", "..")
                .file("a/agent-manifest.json", manifest)
                .file("agent-manifest.json", manifest),
            new Tarball()
                .file("agent-manifest.json", manifest)
                .file("./agent-manifest.json", manifest))) {
      assertThat(rig.upload(url, bad.gzipped()).statusCode()).isEqualTo(400);
    }
    for (var context : List.of("x;touch y", "../x", "$(touch y)", "missing")) {
      var reply =
          rig.upload(
              url,
              archive(
                  manifest.replace(
                      "\"runtime\":\"node\"", "\"buildContext\":\"" + context + "\"")));
      assertThat(reply.statusCode()).as(reply.body()).isEqualTo(400);
    }
    assertError(
        rig.upload(
            url, archive(manifest.replace("\"runtime\":\"node\"", "\"buildContext\":\"missing\""))),
        400,
        "Build context directory \"missing\" not found in artifact.");
    assertThat(
            rig.upload(
                    url,
                    archive(
                        DeployRig.manifest(
                            project,
                            ",\"resources\":{\"cpu\":\"1\\nsecurityContext: {}\"},"
                                + "\"healthCheck\":{\"path\":\"/{{ lookup }}\"}")))
                .body())
        .contains("$.resources.cpu", "$.healthCheck.path");
    assertThat(rig.agent(project, "agent")).isNull();

    var chart =
        new Tarball()
            .file("agent-manifest.json", manifest)
            .file("index.js", "")
            .file("helm/templates/evil.yaml", "kind: ClusterRoleBinding")
            .file("cars_artifact_1.tgz", "stray")
            .gzipped();
    assertThat(rig.upload(url, chart).statusCode()).isEqualTo(202);
  }

  @Test
  void aServiceOfTheSecondVersionIsNamed() {
    var project = rig.project(1);
    var manifest =
        """
        {"schema":"mandala-agent","schemaVersion":"2.0",
         "services":{"web":{"agent":{"image":"host/web:1"}},"api":{"agent":{"runtime":"node"}}},
         "deployments":[{"provider":"mandala","projectID":"%s"}]}
        """
            .formatted(project.getMetadata().getName());

    assertError(
        rig.upload(rig.open(project).url(), archive(manifest)),
        400,
        "v2 manifest requires serviceName param identifying which service to deploy");
    assertThat(
            rig.upload(rig.open(project).url() + "?x=1&serviceName=%77eb", archive(manifest))
                .statusCode())
        .isEqualTo(202);
    assertThat(
            rig.upload(rig.open(project).url(), archive(manifest), "x-mandala-service", "api")
                .statusCode())
        .isEqualTo(202);
    assertThat(rig.agent(project, "web").getSpec().source().image()).isEqualTo("host/web:1");
    assertThat(rig.agent(project, "api").getSpec().source().artifact()).contains("/api/source@");
  }

  /** Configuration that is set before anything is deployed, and changed while it runs. */
  @Test
  void variablesOfTheProjectWinAndAreGivenAtOnce() {
    var project = rig.project(1);
    rig.settings.merge(project, Map.of("COLOUR", "blue"), DeployRig.OWNER);
    rig.upload(
        rig.open(project).url(),
        DeployRig.artifact(project, ",\"env\":{\"COLOUR\":\"red\",\"SIZE\":\"1\"}"));
    assertThat(variables(project))
        .containsExactlyInAnyOrderEntriesOf(Map.of("COLOUR", "blue", "SIZE", "1"));
    var before = rig.agent(project, "agent").getMetadata().getGeneration();

    rig.settings.merge(project, Map.of("TASTE", "sweet"), DeployRig.OWNER);

    assertThat(variables(project))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of("COLOUR", "blue", "SIZE", "1", "TASTE", "sweet"));
    assertThat(rig.agent(project, "agent").getMetadata().getGeneration()).isEqualTo(before + 1);
    rig.settings.replace(project, Map.of(), DeployRig.OWNER);
    assertThat(variables(project))
        .containsExactlyInAnyOrderEntriesOf(Map.of("COLOUR", "red", "SIZE", "1"));
  }

  /** What is large is written to the disk; what is memory for is the paths alone. */
  @Test
  void bombsAndCrowdsAreRefused_16_24() {
    var project = rig.project(1);
    var url = rig.open(project).url();
    var crowd = new Tarball().file("agent-manifest.json", DeployRig.manifest(project, ""));
    for (int i = 0; i < 50_001; i++) {
      crowd.file("f" + i, "");
    }
    var bomb =
        new Tarball()
            .file("agent-manifest.json", DeployRig.manifest(project, ""))
            .file("zeros", "0".repeat(64 << 20));
    var huge = DeployRig.manifest(project, ",\"env\":{\"A\":\"" + "x".repeat(2 << 20) + "\"}");

    assertThat(rig.upload(url, crowd.gzipped()).statusCode()).isEqualTo(413);
    assertThat(rig.upload(url, bomb.gzipped()).statusCode()).isEqualTo(413);
    assertThat(rig.upload(url, archive(huge)).body()).contains("a manifest has at most 256 KiB");
    assertThat(rig.agent(project, "agent")).isNull();
  }

  /** A replica that is killed after it accepted leaves it to another. */
  @Test
  void whatWasAcceptedIsAppliedByWhoeverLives() {
    var project = rig.project(1);
    var killed = rig.open(project).deployment();
    var wish =
        new network.mandala.bridge.deploy.Wish(
            "agent", "sha256:" + "0".repeat(64), Map.of("source", Map.of("image", "host/a:1")));
    assertThat(rig.store.accept(killed.id(), wish)).isTrue();

    rig.finisher.finishLeft(Duration.ZERO);

    assertThat(rig.agent(project, "agent").getMetadata().getAnnotations())
        .containsEntry(AgentAnnotations.DEPLOYMENT, killed.id());
    assertThat(rig.store.unfinished(Duration.ZERO)).isEmpty();
  }

  /** One that was left is not put over a newer one. */
  @Test
  void theUploadThatWasAcceptedLastWins() {
    var project = rig.project(1);
    var old = rig.open(project).deployment();
    var wish =
        new network.mandala.bridge.deploy.Wish(
            "agent", "sha256:" + "0".repeat(64), Map.of("source", Map.of("image", "host/a:1")));
    rig.store.accept(old.id(), wish);
    var left = rig.store.find(old.id()).orElseThrow();
    var opened = rig.open(project);
    rig.upload(opened.url(), DeployRig.artifact(project, ""));

    rig.finisher.finish(left);
    rig.finisher.finishLeft(Duration.ZERO);

    assertThat(rig.agent(project, "agent").getMetadata().getAnnotations())
        .containsEntry(AgentAnnotations.DEPLOYMENT, opened.deployment().id());
  }

  private static Map<String, String> variables(Project project) {
    var all = new java.util.TreeMap<String, String>();
    for (var source : rig.agent(project, "agent").getSpec().envFrom()) {
      api.client()
          .secrets()
          .inNamespace(project.getStatus().namespace())
          .withName(source.secretRef().name())
          .get()
          .getData()
          .forEach(
              (name, value) ->
                  all.put(
                      name,
                      new String(
                          java.util.Base64.getDecoder().decode(value), StandardCharsets.UTF_8)));
    }
    return all;
  }

  private static List<String> lines(String deployment, Project project) {
    return rig.logs.ofDeployment(project.getMetadata().getName(), deployment).stream()
        .map(LogLine::message)
        .toList();
  }

  private static byte[] archive(String manifest) {
    return new Tarball().file("agent-manifest.json", manifest).file("index.js", "").gzipped();
  }

  private static void assertError(
      java.net.http.HttpResponse<String> reply, int status, String error) {
    assertThat(reply.statusCode()).as(reply.body()).isEqualTo(status);
    assertThat(reply.body()).contains("\"error\":\"" + error.replace("\"", "\\\"") + "\"");
  }
}
