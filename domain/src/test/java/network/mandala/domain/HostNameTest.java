package network.mandala.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNameTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com",
    "Example.COM, example.com",
    "' shop.example.com. ', shop.example.com",
    "I.EXAMPLE.COM, i.example.com",
    "xn--mnchen-3ya.de, xn--mnchen-3ya.de",
    "a.xn--p1ai, a.xn--p1ai",
    "1.2.example.io, 1.2.example.io"
  })
  void isKeptInOneForm(String text, String name) {
    assertThat(HostName.normalise(text)).hasValue(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "com",
        "a..b.com",
        "a.com..",
        ".a.com",
        "-a.com",
        "a-.com",
        "a_b.com",
        "a.c",
        "1.2.3.4",
        "::1",
        "a.com:80",
        "http://a.com",
        "a b.com",
        "münchen.de",
        "*.a.com",
        "a.com/"
      })
  void isNothingElse(String text) {
    assertThat(HostName.normalise(text)).isEmpty();
  }

  @Test
  void hasABound() {
    assertThat(HostName.normalise("a.".repeat(125) + "com")).isPresent();
    assertThat(HostName.normalise("a.".repeat(126) + "com")).isEmpty();
    assertThat(HostName.normalise("a".repeat(64) + ".com")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "node.test, true",
    "a.node.test, true",
    "a.b.node.test, true",
    "xnode.test, false",
    "node.test.com, false"
  })
  void isWithinADomain(String host, boolean within) {
    assertThat(HostName.isWithin(host, "node.test")).isEqualTo(within);
  }
}
