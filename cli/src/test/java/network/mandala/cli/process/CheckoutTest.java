package network.mandala.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import network.mandala.cli.console.Failure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckoutTest {
  @TempDir private Path folder;

  @Test
  void saysHowToRunItWithoutACheckout() {
    assertThatThrownBy(() -> Checkout.of(null, Map.of()))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("./mandala");
    assertThatThrownBy(() -> Checkout.of(folder.toString(), Map.of())).isInstanceOf(Failure.class);
  }

  @Test
  void findsTheCacheWhereTheScriptsHaveIt() throws IOException {
    Files.createDirectory(folder.resolve("local-cluster"));

    assertThat(cache(Map.of("MANDALA_CACHE", "/m", "XDG_CACHE_HOME", "/x"))).isEqualTo("/m");
    assertThat(cache(Map.of("XDG_CACHE_HOME", "/x"))).isEqualTo("/x/mandala");
    assertThat(cache(Map.of())).endsWith("/.cache/mandala");
  }

  private String cache(Map<String, String> environment) {
    return Checkout.of(folder.toString(), environment).cache().toString();
  }
}
