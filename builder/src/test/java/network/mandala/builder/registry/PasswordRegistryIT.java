package network.mandala.builder.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The client against a registry that only knows Basic authentication. */
class PasswordRegistryIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withPassword();

  @Test
  void showsItsPassword() {
    try (var client = REGISTRY.client()) {
      var digest = client.pushBlob("demo/a", "x".getBytes(UTF_8));

      assertThat(client.hasBlob("demo/a", digest)).isTrue();
    }
  }

  @Test
  void isRefusedWithAnotherPassword() {
    try (var client = REGISTRY.client(new Credentials("demo", "wrong"))) {
      assertThatThrownBy(() -> client.pushBlob("demo/a", "x".getBytes(UTF_8)))
          .isInstanceOf(RegistryFault.class)
          .hasMessageContaining("does not let demo:*** pull from demo/a");
    }
  }

  @Test
  void isRefusedWithoutAny() {
    try (var client = REGISTRY.client(Credentials.ANONYMOUS)) {
      assertThatThrownBy(() -> client.pushBlob("demo/a", "x".getBytes(UTF_8)))
          .isInstanceOf(RegistryFault.class)
          .hasMessageContaining("there are no credentials for it");
    }
  }
}
