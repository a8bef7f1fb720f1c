package network.mandala.bridge.payment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import network.mandala.bridge.http.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** §8.5: only a safe, whole, positive number is an amount. */
class TopUpAmountTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1000, 1000",
    "1e3, 1000",
    "1000.0, 1000",
    "9007199254740991, 9007199254740991"
  })
  void isAWholeNumber(String json, long satoshis) {
    assertThat(parse(json)).hasValue(satoshis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-1",
        "-0",
        "0.5",
        "1.5",
        "1e-9",
        "1e-999999999",
        "9007199254740992",
        "1e16",
        "1e999999999",
        "18446744073709551617",
        "\"1000\"",
        "true",
        "null",
        "[1]",
        "{}",
        "\"\""
      })
  void isNothingElse(String json) {
    assertThat(parse(json)).isEmpty();
  }

  private static OptionalLong parse(String json) {
    var body = Json.parseObject(("{\"amount\":" + json + "}").getBytes(StandardCharsets.UTF_8));
    return TopUpAmount.parse(body.path("amount"));
  }
}
