package network.mandala.activator.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeadTest {

  @Test
  void aRequestIsPassedOnWithAConnectionThatEndsWithIt() throws IOException {
    var head =
        read(
            "POST /a?b HTTP/1.1\r\nHost: A.example:8080\r\nConnection: keep-alive\r\nX: y\r\n\r\nbody");

    assertThat(head.host()).isEqualTo("a.example");
    assertThat(text(head.closing()))
        .isEqualTo(
            "POST /a?b HTTP/1.1\r\nHost: A.example:8080\r\nX: y\r\nConnection: close\r\n\r\n");
    assertThat(text(head.rest())).isEqualTo("body");
  }

  @Test
  void anUpgradeIsPassedOnAsOne() throws IOException {
    var head =
        read(
            "GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\n\r\n");

    assertThat(head.asksForUpgrade()).isTrue();
    assertThat(text(head.upgrading())).contains("Upgrade: websocket\r\nConnection: Upgrade\r\n");
  }

  @Test
  void whatIsForTheConnectionAloneIsNotPassedOnAndTheFramingIs() throws IOException {
    var head =
        read(
            "POST /a HTTP/1.1\r\nHost: a\r\nConnection: TE, X-Secret, content-length, close\r\n"
                + "TE: trailers\r\nX-Secret: 1\r\nKeep-Alive: 5\r\nContent-Length: 4\r\n\r\nbody");

    var passed = head.endToEnd().withStart("POST / HTTP/1.1").with("X-A", "b").with("X-A", "c");

    assertThat(text(passed.closing()))
        .isEqualTo(
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nX-A: c\r\nConnection: close\r\n\r\n");
    assertThat(text(passed.rest())).isEqualTo("body");
  }

  @Test
  void aConnectionWithoutARequestIsNoFault() throws IOException {
    assertThat(Head.read(new ByteArrayInputStream(new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET / HTTP/2.0\r\nHost: a\r\n\r\n",
        "GET  / HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n",
        "GET / HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: a\r\n",
        "\u0016\u0003\u0001 not http at all\r\n\r\n"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String request) {
    assertThatThrownBy(() -> read(request).host()).isInstanceOf(Head.Malformed.class);
  }

  @Test
  void aHeadHasASize() {
    var large = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(Head.LARGEST) + "\r\n\r\n";

    assertThatThrownBy(() -> read(large)).isInstanceOf(Head.Malformed.class);
  }

  @ParameterizedTest
  @CsvSource({"HTTP/1.1 200 OK, 200", "HTTP/1.0 404 , 404", "HTTP/1.1 503, 503"})
  void anAnswerHasAStatus(String line, int status) throws IOException {
    assertThat(read(line + "\r\nA: b\r\n\r\n").status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SSH-2.0-OpenSSH_9", "HTTP/2 200", "HTTP/1.1 20", "HTTP/1.1 2000"})
  void whatIsNoAnswerIsRefused(String line) {
    assertThatThrownBy(() -> read(line + "\r\nA: b\r\n\r\n").status())
        .isInstanceOf(Head.Malformed.class);
  }

  private static Head read(String text) throws IOException {
    return Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
        .orElseThrow();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
