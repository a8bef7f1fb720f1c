package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
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
