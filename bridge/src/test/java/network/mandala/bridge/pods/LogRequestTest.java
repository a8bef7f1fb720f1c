package network.mandala.bridge.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogRequestTest {

  @Test
  void hasDefaults() {
    var request = parse("agent", "{}");

    assertThat(request.query()).isEqualTo(new LogQuery(Duration.ofHours(1), 1000, LogLevel.ALL));
    assertThat(request.source()).isEqualTo(LogSource.AGENT);
  }

  @ParameterizedTest
  @CsvSource({
    "frontend, FRONTEND",
    "agent, AGENT",
    "backend, AGENT",
    "mongo, MONGO",
    "mysql, MYSQL",
    "redis, REDIS"
  })
  void knowsWhatWrites(String word, LogSource source) {
    var request = parse(word, "{}");

    assertThat(request.source()).isEqualTo(source);
    assertThat(request.resource()).isEqualTo(word);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Agent",
        "build",
        "agent ",
        "..",
        "../agent",
        "agent%2F..%2Fmysql",
        "agent,mandala.network/component=build",
        "*",
        "%00"
      })
  void refusesOtherNamesWhateverTricksTheyPlay(String word) {
    assertThat(refusal(word, "{}")).isEqualTo("400 {\"error\":\"Invalid resource type\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "5m, PT5M",
    "15m, PT15M",
    "30m, PT30M",
    "1h, PT1H",
    "2h, PT2H",
    "6h, PT6H",
    "12h, PT12H",
    "1d, P1D",
    "2d, P2D",
    "7d, P7D"
  })
  void knowsPeriods(String since, Duration period) {
    assertThat(parse("agent", "{\"since\":\"" + since + "\"}").query().since()).isEqualTo(period);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"1w\"", "\"\"", "\"1H\"", "60", "{}", "[\"1h\"]", "true", "\"1h; id\""})
  void refusesOtherPeriods(String since) {
    assertThat(refusal("agent", "{\"since\":" + since + "}"))
        .startsWith("400 {")
        .contains(
            "\"error\":\"Invalid time period\"",
            "\"validPeriods\":[\"5m\",\"15m\",\"30m\",\"1h\",\"2h\",\"6h\",\"12h\",\"1d\",\"2d\",\"7d\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"debug\"", "\"\"", "\"ERROR\"", "7", "{}", "\"(a+)+$\"", "\".*\""})
  void refusesOtherLevels(String level) {
    assertThat(refusal("agent", "{\"level\":" + level + "}"))
        .startsWith("400 {")
        .contains(
            "\"error\":\"Invalid log level\"",
            "\"validLevels\":[\"all\",\"error\",\"warn\",\"info\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "0, 1",
    "-1, 1",
    "-99999999999999999999, 1",
    "1.9, 1",
    "500, 500",
    "10001, 10000",
    "1e99, 10000",
    "-1e99, 1",
    "'\"50\"', 50",
    "'\"-5\"', 1",
    "'\"many\"', 1000",
    "'\"\"', 1000",
    "null, 1000",
    "true, 1000",
    "[5], 1000",
    "{}, 1000"
  })
  void bringsTheNumberOfLinesIntoItsBounds(String tail, int lines) {
    assertThat(parse("agent", "{\"tail\":" + tail + "}").query().tail()).isEqualTo(lines);
  }

  private static LogRequest parse(String resource, String body) {
    return LogRequest.parse(resource, Json.parseObject(body.getBytes(StandardCharsets.UTF_8)));
  }

  private static String refusal(String resource, String body) {
    var reply = catchThrowableOfType(Refusal.class, () -> parse(resource, body)).reply();
    return reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8);
  }
}
