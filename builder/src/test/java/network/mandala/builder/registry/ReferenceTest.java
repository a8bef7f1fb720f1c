package network.mandala.builder.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceTest {
  private static final String DIGEST = "sha256:" + "0a".repeat(32);

  @ParameterizedTest
  @CsvSource({
    "localhost:5000/demo/hello:v1, localhost:5000, demo/hello, v1",
    "10.43.0.20:5000/a, 10.43.0.20:5000, a, ''",
    "registry.example.com/a/b/c_d-e.f:latest, registry.example.com, a/b/c_d-e.f, latest",
    "[::1]:5000/a:1, [::1]:5000, a, 1",
  })
  void reads(String text, String host, String repository, String selector) {
    var reference = Reference.parse(text);

    assertThat(reference).isEqualTo(new Reference(host, repository, selector));
    assertThat(reference).hasToString(text);
    assertThat(reference.isPinned()).isFalse();
  }

  @Test
  void readsADigestAndForgetsATagBesideIt() {
    assertThat(Reference.parse("h:1/a@" + DIGEST)).isEqualTo(new Reference("h:1", "a", DIGEST));
    assertThat(Reference.parse("h:1/a:tag@" + DIGEST)).hasToString("h:1/a@" + DIGEST);
    assertThat(Reference.parse("h:1/a@" + DIGEST).isPinned()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nothing",
        "host/",
        "host/Upper",
        "host/a//b",
        "host/../x",
        "host/a:",
        "host/a:bad tag",
        "host/a@sha256:12",
        "host/a?x=y",
        "user@host/a",
        "host:port/a",
        "-host/a",
        "host/a/:x",
        "http://host/a"
      })
  void refuses(String text) {
    assertThatThrownBy(() -> Reference.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"");
  }

  @Test
  void printsNoPassword() {
    assertThat(new Credentials("demo", "secret")).hasToString("demo:***");
    assertThat(Credentials.ANONYMOUS).hasToString("anonymous");
  }
}
