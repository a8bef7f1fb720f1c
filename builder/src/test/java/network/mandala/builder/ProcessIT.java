package network.mandala.builder;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import network.mandala.builder.registry.LocalRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The builder as a process of its own, against a registry with TLS whose certificate nobody knows
 * but the trust bundle.
 */
@Timeout(120)
class ProcessIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.overTls();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void trustsTheCertificatesOfTheBundle() throws Exception {
    var build = build();
    build.environment.put("SSL_CERT_FILE", REGISTRY.certificatePem().toString());
    build.write("source/index.js", "");
    build.write("source/grüße.txt", "hallo");

    var finished = run(build, "assemble");

    assertThat(finished.exitCode()).as(finished.output()).isZero();
    assertThat(finished.output())
        .contains("Layer application: 2 files")
        .contains("Pushed " + REGISTRY.host() + "/demo/tls@sha256:");
    assertThat(build.outcome().path("image").asText())
        .startsWith(REGISTRY.host() + "/demo/tls@sha256:");
  }

  @Test
  void trustsNoOtherCertificate() throws Exception {
    var build = build();
    build.write("source/index.js", "");

    var finished = run(build, "assemble");

    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(75);
    assertThat(build.outcome().path("message").asText())
        .contains("unable to find valid certification path");
  }

  @Test
  void saysWhichBundleItCannotRead() throws Exception {
    var build = build();
    build.write("source/index.js", "");
    Path bundle =
        Files.writeString(
            folder.resolve("bundle.pem"),
            "-----BEGIN CERTIFICATE-----\nrubbish\n-----END CERTIFICATE-----\n");
    build.environment.put("SSL_CERT_FILE", bundle.toString());

    var finished = run(build, "assemble");

    assertThat(finished.exitCode()).as(finished.output()).isEqualTo(70);
    assertThat(build.outcome().path("message").asText())
        .startsWith("The trust bundle " + bundle + " cannot be read");
  }

  private BuildRun build() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/tls:k1");
    build.environment.put("MANDALA_REGISTRY_INSECURE", "false");
    return build;
  }

  private record Finished(int exitCode, String output) {}

  private static Finished run(BuildRun build, String step)
      throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            step);
    builder.environment().clear();
    builder.environment().putAll(build.environment);
    builder.environment().put("LC_ALL", "C.UTF-8");
    var process = builder.redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Finished(process.exitValue(), output);
  }
}
