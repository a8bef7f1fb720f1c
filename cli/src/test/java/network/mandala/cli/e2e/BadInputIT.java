package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a tenant gets wrong, or means to: each ends in words that say what to do, and harms nobody.
 */
class BadInputIT {
  private static final Duration BUILD = Duration.ofSeconds(90);
  private static final String NONE = "sha256:" + "0".repeat(64);

  @RegisterExtension static final TestProject PROJECT = new TestProject("bad");

  /** A source that is no good, and what its owner is told. */
  record Bad(String agent, byte[] layer, String reason, String... words) {
    @Override
    public String toString() {
      return agent;
    }
  }

  static Stream<Bad> sources() {
    return Stream.of(
        new Bad("no-gzip", "hello".getBytes(StandardCharsets.UTF_8), "SourceInvalid", "gzip"),
        new Bad(
            "climbs-out", tar(file("../../etc/passwd", "x")), "SourceInvalid", "../../etc/passwd"),
        new Bad("absolute", tar(file("/etc/passwd", "x")), "SourceInvalid", "/etc/passwd"),
        new Bad("link-out", tar(link("index.js", "../../etc/passwd")), "SourceInvalid", "index.js"),
        new Bad("bomb", bomb(), "SourceTooLarge", "MiB"),
        new Bad("no-entry", tar(file("server.js", "x")), "EntryMissing", "index.js"));
  }

  @ParameterizedTest
  @MethodSource("sources")
  void aSourceThatIsNoGoodIsExplained(Bad bad) {
    PROJECT.apply(bad.agent(), spec("node", Registry.pushRaw(PROJECT, bad.agent(), bad.layer())));

    var condition = PROJECT.awaitReason(bad.agent(), "Ready", bad.reason(), BUILD);

    assertThat(condition.getStatus()).isEqualTo("False");
    assertThat(condition.getMessage()).contains(bad.words()).matches("(?s).{40,}");
    PROJECT.agent(bad.agent()).delete();
  }

  /** Names, charts and templates that an older node gave to a shell, to Helm and to YAML. */
  @Test
  void whatIsWrittenForAShellOrATemplateIsOnlyText() {
    var hostile =
        "{{ lookup `v1` `Secret` `kube-system` `x` }}\n- name: EVIL\n  value: '1'\n$(PORT) $(id) `id` \\ \" '";
    var source =
        Registry.pushRaw(
            PROJECT,
            "hostile",
            tar(
                file(
                    "index.js",
                    """
                    const files = require('node:fs').readdirSync(__dirname, { recursive: true });
                    const answer = JSON.stringify({ files, value: process.env.HOSTILE, evil: process.env.EVIL ?? 'none' });
                    require('node:http').createServer((q, a) => a.end(answer)).listen(process.env.PORT);
                    """),
                file("x;touch pwned/a.txt", "x"),
                file("$(touch pwned)/a.txt", "x"),
                file("`touch pwned`/a & b | c.txt", "x"),
                file("helm/Chart.yaml", "apiVersion: v2\nname: evil\nversion: 1.0.0\n"),
                file(
                    "helm/templates/evil.yaml",
                    """
                    apiVersion: rbac.authorization.k8s.io/v1
                    kind: ClusterRoleBinding
                    metadata: {name: mandala-e2e-evil}
                    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin}
                    """)));
    var spec = new TreeMap<String, Object>(Map.of("runtime", "node"));
    spec.put("source", Map.of("artifact", source));
    spec.put("env", Map.of("HOSTILE", hostile));
    PROJECT.apply("hostile", Serialization.asYaml(spec));
    PROJECT.awaitReason("hostile", "Ready", "Running", BUILD);

    var answer = PROJECT.agent("hostile").get().getStatus().url();
    Web.awaitWords(answer, "files", BUILD);
    var found = Serialization.unmarshal(Web.get(answer).body(), Map.class);

    assertThat(found.get("value")).isEqualTo(hostile);
    assertThat(found.get("evil")).isEqualTo("none");
    assertThat((List<?>) found.get("files"))
        .map(Object::toString)
        .contains("x;touch pwned/a.txt", "$(touch pwned)/a.txt", "helm/templates/evil.yaml")
        .doesNotContain("pwned");
    assertThat(TestCluster.client().rbac().clusterRoleBindings().withName("mandala-e2e-evil").get())
        .isNull();
    PROJECT.agent("hostile").delete();
  }

  @Test
  void pushEndsWithTheReasonWhenTheBuildFails(@TempDir Path folder) {
    Sources.write(
        folder.resolve("package.json"),
        "{\"name\":\"broken\",\"dependencies\":{\"ms\":\"99.99.99\"}}");
    Sources.answering(folder, "never");

    var said =
        mandala(
                "agent",
                "push",
                folder.toString(),
                "--project",
                PROJECT.name(),
                "--name",
                "no-such-package")
            .failed();

    assertThat(said).contains("BuildFailed").contains("99.99.99");
  }

  @Test
  void pushEndsWithTheExitCodeAndTheLastLinesOfAProgramThatDies(@TempDir Path folder) {
    Sources.write(folder.resolve("index.js"), "console.log('the cat is out'); process.exit(7);");

    var said =
        mandala("agent", "push", folder.toString(), "--project", PROJECT.name(), "--name", "dies")
            .failed();

    assertThat(said).contains("CrashLooping").contains("7").contains("the cat is out");
  }

  @Test
  void anArtifactThatIsNotThereIsExplained() {
    PROJECT.apply("absent", spec("node", PROJECT.name() + "/absent/source@" + NONE));

    assertThat(PROJECT.awaitReason("absent", "Ready", "SourceNotFound", BUILD).getMessage())
        .contains("Push the source again");
  }

  @Test
  void theArtifactOfAnotherProjectIsForbidden() {
    PROJECT.apply("thief", spec("node", "somebody-else/secret/source@" + NONE));

    assertThat(PROJECT.awaitReason("thief", "Ready", "SourceForbidden", BUILD).getMessage())
        .contains(PROJECT.name());
  }

  @Test
  void anImageThatDoesNotExistIsExplained() {
    PROJECT.apply(
        "no-image", "source: {image: 10.43.0.20:5000/%s/nothing:1}".formatted(PROJECT.name()));

    assertThat(PROJECT.awaitReason("no-image", "Ready", "ImageCannotBePulled", BUILD).getMessage())
        .contains("nothing:1");
  }

  @Test
  void moreThanTheQuotaIsExplained(@TempDir Path folder) {
    PROJECT.apply(
        "greedy", "source: {image: 10.43.0.20:5000/mandala/node:1}\nresources: {cpu: '64'}");

    assertThat(PROJECT.awaitReason("greedy", "Ready", "QuotaExceeded", BUILD).getMessage())
        .contains("64")
        .contains("cpu");
  }

  @Test
  void theApiServerRefusesWhatCannotBe() {
    assertRefused(
        "unknown-runtime", spec("cobol", PROJECT.name() + "/a/source@" + NONE), "runtime");
    assertRefused("a".repeat(41), "source: {image: registry/image:1}", "40 characters");
    assertRefused(
        "two-sources",
        "source: {image: registry/image:1, artifact: '"
            + PROJECT.name()
            + "/a/source@"
            + NONE
            + "'}",
        "source");
    assertRefused(
        "min-above-max", "source: {image: registry/image:1}\nscaling: {min: 5, max: 2}", "min");
  }

  @Test
  void aProjectNameThatIsTooLongIsRefused() {
    assertThat(mandala("project", "create", "p".repeat(41)).failed()).contains("40");
  }

  private static void assertRefused(String agent, String spec, String word) {
    assertThatThrownBy(() -> PROJECT.apply(agent, spec))
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            refused -> assertThat(refused.getCode()).isEqualTo(422))
        .hasMessageContaining(word);
  }

  private static String spec(String runtime, String artifact) {
    return "source: {artifact: '%s'}\nruntime: %s".formatted(artifact, runtime);
  }

  private record Entry(TarArchiveEntry header, byte[] content) {}

  private static Entry file(String path, String content) {
    var bytes = content.getBytes(StandardCharsets.UTF_8);
    var header = new TarArchiveEntry(path, true);
    header.setSize(bytes.length);
    return new Entry(header, bytes);
  }

  private static Entry link(String path, String target) {
    var header = new TarArchiveEntry(path, TarConstants.LF_SYMLINK);
    header.setLinkName(target);
    return new Entry(header, new byte[0]);
  }

  private static byte[] tar(Entry... entries) {
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      for (Entry entry : entries) {
        tar.putArchiveEntry(entry.header());
        tar.write(entry.content());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A few hundred kilobytes that become 600 MiB. */
  private static byte[] bomb() {
    var header = new TarArchiveEntry("zeros");
    header.setSize(600L * 1024 * 1024);
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      tar.putArchiveEntry(header);
      var block = new byte[1024 * 1024];
      for (int i = 0; i < 600; i++) {
        tar.write(block);
      }
      tar.closeArchiveEntry();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
