package network.mandala.cli.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;

class OwnImagesTest {
  @Test
  void readsWhatTheScriptSays() {
    var images =
        OwnImages.parse(
            List.of(
                "operator registry:5000/mandala/operator:abc /cache/my images/operator.tar",
                "builder registry:5000/mandala/builder:abc /cache/builder.tar",
                "activator registry:5000/mandala/activator:abc /cache/activator.tar",
                "billing registry:5000/mandala/billing:abc /cache/billing.tar",
                "bridge registry:5000/mandala/bridge:abc /cache/bridge.tar",
                "gateway registry:5000/mandala/gateway:abc /cache/gateway.tar"));

    assertThat(images.references())
        .containsExactly(
            "registry:5000/mandala/operator:abc",
            "registry:5000/mandala/builder:abc",
            "registry:5000/mandala/activator:abc",
            "registry:5000/mandala/billing:abc",
            "registry:5000/mandala/bridge:abc",
            "registry:5000/mandala/gateway:abc");
    assertThat(images.archives())
        .containsExactly(
            Path.of("/cache/my images/operator.tar"),
            Path.of("/cache/builder.tar"),
            Path.of("/cache/activator.tar"),
            Path.of("/cache/billing.tar"),
            Path.of("/cache/bridge.tar"),
            Path.of("/cache/gateway.tar"));
  }

  @Test
  void saysWhichImageIsMissing() {
    assertThatThrownBy(() -> OwnImages.parse(List.of("operator reference file")))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("builder");
  }
}
