package network.mandala.activator.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import network.mandala.activator.http.Head;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeRequestTest {

  @ParameterizedTest
  @CsvSource({
    "/billing/hello, billing, /hello",
    "/billing/hello?a=/b/c, billing, /hello?a=/b/c",
    "/billing/, billing, /",
    "/billing/?q, billing, /?q",
    "/billing//x, billing, //x",
    "/billing/../front/x, billing, /../front/x",
    "/billing/a%2Fb%20c, billing, /a%2Fb%20c",
    "/Bill%69ng/x, Bill%69ng, /x",
    "/b?c/d/, '', ''"
  })
  void theFirstPartOfThePathNamesTheAppAndIsNotPassedOn(String target, String app, String rest)
      throws IOException {
    var request = read("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n");

    if (app.isEmpty()) {
      assertThat(request).isInstanceOf(EdgeRequest.Answer.class);
      return;
    }
    var pass = (EdgeRequest.Pass) request;
    assertThat(pass.app()).isEqualTo(app);
    assertThat(pass.request().start()).isEqualTo("GET " + rest + " HTTP/1.1");
    assertThat(pass.request().value("x-forwarded-prefix")).contains("/" + app);
  }

  @ParameterizedTest
  @CsvSource({
    "/, 400, Invalid path",
    "/?a=b/c, 400, Invalid path",
    "*, 400, Invalid path",
    "http://other/billing/x, 400, Invalid path",
    "//evil.example/x, 400, No app name in path",
    "/\\evil.example, 400, No app name in path",
    "/Billing, 400, No app name in path",
    "/billing, 308, The app is at /billing/"
  })
  void whatNamesNoAppIsAnsweredAsTheOlderEdgeDid(String target, int status, String text)
      throws IOException {
    var answer =
        ((EdgeRequest.Answer) read("GET " + target + " HTTP/1.1\r\nHost: a\r\n\r\n")).answer();

    assertThat(answer.code()).isEqualTo(status);
    assertThat(answer.text()).isEqualTo(text);
  }

  @Test
  void whoLeavesOutTheLastSlashIsSentThereWithTheQuery() throws IOException {
    var answer =
        ((EdgeRequest.Answer) read("POST /billing?a=b HTTP/1.1\r\nHost: a\r\n\r\n")).answer();

    assertThat(answer.fields()).contains(new Head.Field("Location", "/billing/?a=b"));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', true",
    "HEAD, '', true",
    "PUT, 'Content-Length: 0', true",
    "DELETE, '', true",
    "PUT, 'Content-Length: 3', false",
    "PUT, 'Transfer-Encoding: chunked', false",
    "POST, 'Content-Length: 0', false",
    "PATCH, '', false"
  })
  void onlyWhatCanBeAskedTwiceIsAskedTwice(String method, String field, boolean repeatable)
      throws IOException {
    var request =
        (EdgeRequest.Pass)
            read(
                method
                    + " /a/b HTTP/1.1\r\nHost: a\r\n"
                    + (field.isEmpty() ? "" : field + "\r\n")
                    + "\r\n");

    assertThat(request.repeatable()).isEqualTo(repeatable);
  }

  @Test
  void whatTheIngressControllerSaidOfTheVisitorIsKept() throws IOException {
    var request =
        (EdgeRequest.Pass)
            read(
                "GET /a/b HTTP/1.1\r\nHost: a.example\r\nX-Forwarded-For: 192.0.2.7\r\n"
                    + "X-Forwarded-Proto: https\r\nX-Forwarded-Prefix: /forged\r\nX-Request-Id: r1\r\n\r\n");

    assertThat(request.request().value("x-forwarded-for")).contains("192.0.2.7");
    assertThat(request.request().value("x-forwarded-proto")).contains("https");
    assertThat(request.request().value("x-forwarded-host")).contains("a.example");
    assertThat(request.request().fields().stream().filter(f -> f.is("x-forwarded-prefix")))
        .extracting(Head.Field::value)
        .containsExactly("/a");
    assertThat(request.request().value("x-request-id")).contains("r1");
  }

  @Test
  void aVisitorCannotTakeAwayWhatIsSaidOfHim() throws IOException {
    var request =
        (EdgeRequest.Pass)
            read(
                "GET /a/b HTTP/1.1\r\nHost: a\r\nConnection: X-Forwarded-For, X-Request-Id, Host\r\n\r\n");

    assertThat(request.request().value("x-forwarded-for")).contains("127.0.0.1");
    assertThat(request.request().value("x-request-id")).contains("made");
    assertThat(request.request().value("host")).contains("a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /a/b HTTP/1.1\r\n\r\n",
        "GET /a/b HTTP/2.0\r\nHost: a\r\n\r\n",
        "POST /a/b HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(Head.Malformed.class);
  }

  private static EdgeRequest read(String text) throws IOException {
    var head =
        Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)))
            .orElseThrow();
    return EdgeRequest.of(head, InetAddress.getByName("127.0.0.1"), "made");
  }
}
