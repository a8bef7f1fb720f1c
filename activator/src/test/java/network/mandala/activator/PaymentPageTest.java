package network.mandala.activator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import network.mandala.activator.http.Head;
import network.mandala.crds.agent.AgentActivity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentPageTest {

  private static final String EVIL = "\"><script>alert('1')</script>\r\nSet-Cookie: a=b\r\n\r\n&";

  @Test
  void wordsOfOthersAreWordsOnly() throws IOException {
    var page = page("", new Unpaid(EVIL, "https://pay.example/" + EVIL, EVIL));

    assertThat(page.substring(0, page.indexOf("\r\n\r\n"))).doesNotContain("Set-Cookie");
    assertThat(body(page)).doesNotContain("<script", "alert('", "href=\"https://pay.example/\"");
    assertThat(body(page)).contains("&lt;script&gt;alert(&#39;1&#39;)", "&amp;");
  }

  @Test
  void programsGetAProblem() throws IOException {
    var page = page("Accept: application/json, */*\r\n", new Unpaid("demo", "https://p/", EVIL));

    var problem = new ObjectMapper().readTree(body(page));
    assertThat(problem.get("status").asInt()).isEqualTo(402);
    assertThat(problem.get("project").asText()).isEqualTo("demo");
    assertThat(problem.get("topUpUrl").asText()).isEqualTo("https://p/");
    assertThat(problem.get("detail").asText()).contains("used up its balance").endsWith(EVIL);
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "//evil.example", ""})
  void onlyALinkThatABrowserMayFollowIsOne(String url) throws IOException {
    assertThat(page("", new Unpaid("demo", url, ""))).doesNotContain("href");
    assertThat(page("Accept: application/json\r\n", new Unpaid("demo", url, "")))
        .doesNotContain("topUpUrl");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                        | false",
        "Accept: */*                               | false",
        "Accept: text/html, application/json       | false",
        "Accept: application/json                  | true",
        "ACCEPT: application/problem+json          | true",
        "Accept: Application/JSON;q=0.9, */*;q=0.1 | true",
      })
  void whoTakesJsonGetsJson(String field, boolean json) throws IOException {
    assertThat(PaymentPage.wantsJson(request("GET", field.isEmpty() ? "" : field + "\r\n")))
        .isEqualTo(json);
  }

  @Test
  void theLengthIsThatOfTheBytesAndHeadHasNone() throws IOException {
    var unpaid = new Unpaid("demo", "", "Zahlen Sie bitte \u20bf, schön!");
    var page = PaymentPage.answer(request("GET", ""), unpaid);
    var text = new String(page, StandardCharsets.UTF_8);
    var length = body(text).getBytes(StandardCharsets.UTF_8).length;

    assertThat(text).contains("Content-Length: " + length + "\r\n", "\u20bf, schön!");
    assertThat(new String(PaymentPage.answer(request("HEAD", ""), unpaid), StandardCharsets.UTF_8))
        .contains("Content-Length: " + length + "\r\n")
        .endsWith("\r\n\r\n");
  }

  @Test
  void theLeaseSaysWhetherThereIsMoney() {
    var lease = new LeaseBuilder().withNewMetadata().endMetadata().build();
    assertThat(Unpaid.of(lease)).isNull();

    lease.getMetadata().setAnnotations(Map.of(AgentActivity.UNPAID, "demo"));
    assertThat(Unpaid.of(lease)).isEqualTo(new Unpaid("demo", "", ""));

    lease
        .getMetadata()
        .setAnnotations(
            Map.of(
                AgentActivity.UNPAID, "demo",
                AgentActivity.TOP_UP_URL, "https://p/",
                AgentActivity.TOP_UP_TEXT, "Pay."));
    assertThat(Unpaid.of(lease)).isEqualTo(new Unpaid("demo", "https://p/", "Pay."));
  }

  private static String page(String fields, Unpaid unpaid) throws IOException {
    return new String(PaymentPage.answer(request("GET", fields), unpaid), StandardCharsets.UTF_8);
  }

  private static String body(String page) {
    return page.substring(page.indexOf("\r\n\r\n") + 4);
  }

  private static Head request(String method, String fields) throws IOException {
    var text = method + " / HTTP/1.1\r\nHost: a.example\r\n" + fields + "\r\n";
    return Head.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)))
        .orElseThrow();
  }
}
