package network.mandala.cli.e2e;

import static network.mandala.cli.e2e.CommandLine.mandala;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A publisher with a program, from its key to the registry of a project. */
class SporeIT {
  @RegisterExtension static final TestProject PROJECT = new TestProject("spore");

  @TempDir Path folder;

  @Test
  void aSporeIsPublishedUnderItsDigestAndComesBackAsItWas() throws IOException {
    Files.writeString(
        folder.resolve("billing.json"),
        "{\"name\": \"billing\", \"version\": \"v0.1.0\", \"command\": \"billing\"}");
    Files.writeString(folder.resolve("billing"), "#!/bin/sh\necho hello\n");
    mandala("spore", "keygen", "-out", at("out")).ok();
    mandala(
            "spore",
            "build",
            "-manifest",
            at("billing.json"),
            "-binary",
            at("billing"),
            "-out",
            at("out"))
        .ok();
    var bundle = folder.resolve("out/billing-v0.1.0.spore");

    var answer =
        mandala("spore", "publish", "-spore", bundle.toString(), "-p", PROJECT.name(), "-o", "json")
            .ok();

    var published = new ObjectMapper().readTree(answer);
    var reference = published.path("storedAt").asText();
    var manifest = Registry.manifest(PROJECT, reference);
    assertThat(reference).contains("/" + PROJECT.name() + "/spore_bundles/source@sha256:");
    assertThat(manifest.json().at("/layers/0/digest").asText())
        .isEqualTo("sha256:" + published.path("digest").asText());
    assertThat(manifest.json().at("/layers/0/size").asLong()).isEqualTo(Files.size(bundle));
    var attached = Registry.manifest(PROJECT, reference.replaceFirst("@sha256:", ":sha256-"));
    assertThat(attached.json().path("manifests").findValuesAsText("artifactType"))
        .containsExactlyInAnyOrder(
            "application/vnd.cyclonedx+json", "application/vnd.in-toto+json");
  }

  private String at(String name) {
    return folder.resolve(name).toString();
  }
}
