package network.mandala.billing.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import network.mandala.billing.prometheus.SampleRules.Dropped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerParserTest {

  private static final SampleRules RULES = new SampleRules(1000, 100_000, 1e12, 3);

  @Test
  void readsTheSeriesOfARangeWithTheirLabels() throws IOException {
    var seen = new ArrayList<String>();

    var answer =
        AnswerParser.parse(
            stream(
                """
                {"status":"success","data":{"resultType":"matrix","result":[
                  {"metric":{"__name__":"m","namespace":"a","other":"x"},"values":[[10.5,"1.25"],[20,"3"]]},
                  {"values":[[30.001,"4e3"]],"metric":{"pod":"p"}}]},"infos":["a hint"]}
                """),
            RULES,
            series -> seen.add(text(series)));

    assertThat(seen).containsExactly("a// 10500=1.25 20000=3.0", "/p/ 30001=4000.0");
    assertThat(answer.series()).isEqualTo(2);
    assertThat(answer.samples()).isEqualTo(3);
    assertThat(answer.dropped()).isEmpty();
  }

  @Test
  void readsAVector() throws IOException {
    assertThat(
            read(
                """
                {"data":{"result":[{"metric":{},"value":[10,"7"]}],"resultType":"vector"},"status":"success"}
                """))
        .containsExactly("// 10000=7.0");
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, NOT_A_NUMBER",
    "+Inf, INFINITE",
    "-Inf, INFINITE",
    "-1, NEGATIVE",
    "1e300, ABSURD",
    "9999999999999, ABSURD"
  })
  void leavesOutAValueThatCannotBe(String value, Dropped why) throws IOException {
    var seen = new ArrayList<String>();

    var answer =
        AnswerParser.parse(
            stream(matrix("[10,\"1\"],[20,\"%s\"],[30,\"3\"]".formatted(value))),
            RULES,
            series -> seen.add(text(series)));

    assertThat(seen).containsExactly("// 10000=1.0 30000=3.0");
    assertThat(answer.dropped()).isEqualTo(java.util.Map.of(why, 1L));
  }

  @Test
  void leavesOutWhatIsNotLaterThanTheSampleBefore() throws IOException {
    var seen = new ArrayList<String>();

    var answer =
        AnswerParser.parse(
            stream(matrix("[10,\"1\"],[10,\"5\"],[20,\"2\"],[15,\"9\"],[30,\"3\"]")),
            RULES,
            series -> seen.add(text(series)));

    assertThat(seen).containsExactly("// 10000=1.0 20000=2.0 30000=3.0");
    assertThat(answer.dropped())
        .isEqualTo(java.util.Map.of(Dropped.DUPLICATE, 1L, Dropped.OUT_OF_ORDER, 1L));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.999", "100.001", "-5", "9007199254740", "1e12"})
  void refusesAServerWhoseTimeIsWrong(String time) {
    assertThat(fault(matrix("[%s,\"1\"]".formatted(time))).reason()).isEqualTo(Reason.WRONG_TIME);
  }

  @Test
  void refusesAnAnswerThatIsNotWhole() {
    var fault =
        fault(
            """
            {"status":"success","warnings":["store x:\\u001b[31m unavailable"],"data":{"resultType":"matrix","result":[]}}
            """);

    assertThat(fault.reason()).isEqualTo(Reason.PARTIAL);
    assertThat(fault).hasMessageContaining("store x: [31m unavailable");
  }

  @Test
  void tellsWhyPrometheusRefuses() {
    var fault =
        fault(
            """
            {"status":"error","errorType":"execution","error":"query processing would load too many samples"}
            """);

    assertThat(fault.reason()).isEqualTo(Reason.REFUSED);
    assertThat(fault).hasMessageContaining("too many samples");
  }

  @Test
  void refusesMoreSeriesThanAllowed() {
    var one = "{\"metric\":{},\"values\":[]}";
    assertThat(
            fault(
                    """
                    {"status":"success","data":{"resultType":"matrix","result":[%s,%s,%s,%s]}}
                    """
                        .formatted(one, one, one, one))
                .reason())
        .isEqualTo(Reason.TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "<html>",
        "{\"status\":\"success\"}",
        "{\"status\":\"success\",\"data\":null}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[10,\"1\"]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[10,\"x\"]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":{}}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}} x",
        "{\"status\":\"success\",\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[]}}",
        "{\"status\":7}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":[]}]}}",
        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"pod\":1}}]}}"
      })
  void refusesWhatIsNotOfPrometheus(String text) {
    assertThat(fault(text).reason()).isEqualTo(Reason.MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[10]",
        "[\"10\",\"1\"]",
        "[10,1]",
        "[10,\"1\",2]",
        "[10,\"0x10\"]",
        "[10,\"\"]",
        "[10,\"1d\"]",
        "[10,\"Infinity\"]",
        "[1e99999,\"1\"]",
        "[1e-999999999,\"1\"]",
        "{}"
      })
  void refusesASampleThatIsNone(String sample) {
    assertThat(fault(matrix(sample)).reason()).isEqualTo(Reason.MALFORMED);
  }

  @Test
  void whatIsCutOffIsNoAnswer() {
    var whole = matrix("[10,\"1\"],[20,\"2\"]").strip();
    for (int length = 0; length < whole.length(); length++) {
      var part = whole.substring(0, length);
      assertThatExceptionOfType(PrometheusFault.class).isThrownBy(() -> read(part));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1795281540.431, 1795281540431",
    "1795281540.4, 1795281540400",
    "1795281540, 1795281540000",
    "1795281540.4316, 1795281540432",
    "1.795281540431e9, 1795281540431"
  })
  void readsTimesWithoutLosingAMillisecond(String text, long millis) {
    assertThat(Decimals.millis(text.toCharArray(), 0, text.length())).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "12820480",
        "0.243670825",
        "123456789.987654321",
        "1e6",
        "4.9E-324",
        "1.5e+07"
      })
  void readsValuesAsTheNearestDouble(String text) {
    assertThat(Decimals.number(text.toCharArray(), 0, text.length()))
        .isEqualTo(Double.parseDouble(text));
  }

  private static String matrix(String samples) {
    return """
        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[%s]}]}}
        """
        .formatted(samples);
  }

  private static PrometheusFault fault(String text) {
    return catchThrowableOfType(PrometheusFault.class, () -> read(text));
  }

  private static List<String> read(String text) throws IOException {
    var seen = new ArrayList<String>();
    AnswerParser.parse(stream(text), RULES, series -> seen.add(text(series)));
    return seen;
  }

  private static ByteArrayInputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String text(Series series) {
    var text =
        new StringBuilder(
            series.label("namespace") + "/" + series.label("pod") + "/" + series.label("other"));
    for (int i = 0; i < series.count(); i++) {
      text.append(' ').append(series.millis(i)).append('=').append(series.value(i));
    }
    return text.toString();
  }
}
