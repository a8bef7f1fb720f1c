package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * A base from another registry, here the same one by another name: nothing can be mounted, jib
 * moves the layers.
 */
class ForeignBaseIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.open();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void isCopied() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/foreign:k1");
    build.environment.put("MANDALA_BASE_IMAGE", elsewhere("mandala/base:1"));
    build.write("source/index.js", "");

    assertThat(build.run("assemble")).as(build.output()).isZero();

    var image =
        ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
    assertThat(image.file("/etc/base-file").content()).isEqualTo("of the base");
  }

  @Test
  void isTriedAgainWhenItIsMissing() throws IOException {
    var build = new BuildRun(REGISTRY, folder, "node", "demo/foreign:k2");
    build.environment.put("MANDALA_BASE_IMAGE", elsewhere("mandala/missing:1"));
    build.write("source/index.js", "");

    assertThat(build.run("assemble")).as(build.output()).isEqualTo(75);

    assertThat(build.outcome().path("reason").asText()).isEqualTo("RegistryUnavailable");
    assertThat(build.outcome().path("message").asText()).contains("mandala/missing");
  }

  private static String elsewhere(String image) {
    return REGISTRY.reference(image).toString().replace("127.0.0.1", "localhost");
  }
}
