package network.mandala.billing.prometheus;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import network.mandala.billing.prometheus.PrometheusFault.Reason;
import network.mandala.billing.prometheus.SampleRules.Dropped;

/**
 * Reads the answer to an instant query (a vector or a matrix) series by series. One answer may be
 * hundreds of megabytes; one series of it is in memory at a time.
 */
final class AnswerParser {

  private static final int LONGEST_TEXT = 1 << 16;
  private static final int LONGEST_SAID = 300;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(16)
                  .maxStringLength(LONGEST_TEXT)
                  .maxNameLength(4096)
                  .maxNumberLength(64)
                  .build())
          // Label names come from strangers: they are not to fill a table that lives for ever.
          .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
          .build();

  /** Labels that anybody here asks for; the others are not kept. */
  private static final Set<String> LABELS =
      Set.of(
          "__name__",
          "namespace",
          "exported_namespace",
          "pod",
          "exported_pod",
          "container",
          "exported_container",
          "id",
          "interface",
          "cpu",
          "persistentvolumeclaim",
          "resource",
          "job",
          "instance",
          "metrics_path");

  private final SampleRules rules;
  private final Consumer<Series> consumer;
  private final Series series = new Series();
  private final Answer answer = new Answer();
  private String status = "";
  private String resultType = "";
  private String error = "";
  private String warning = "";

  private AnswerParser(SampleRules rules, Consumer<Series> consumer) {
    this.rules = rules;
    this.consumer = consumer;
  }

  /**
   * Gives every series to the consumer. What it was given counts only when this returns.
   *
   * @throws PrometheusFault when the answer cannot be believed
   * @throws IOException when it could not be read to its end
   */
  static Answer parse(InputStream in, SampleRules rules, Consumer<Series> consumer)
      throws IOException {
    var parser = new AnswerParser(rules, consumer);
    try (var json = JSON.createParser(in)) {
      parser.document(json);
    } catch (StreamConstraintsException | JsonEOFException e) {
      throw malformed(e.getOriginalMessage(), e);
    } catch (JsonParseException e) {
      throw malformed(e.getOriginalMessage(), e);
    }
    return parser.answer;
  }

  /** What a server says in the body of a refusal; empty when it says nothing that is understood. */
  static String error(InputStream in) {
    try (var json = JSON.createParser(in)) {
      var parser = new AnswerParser(new SampleRules(0, 0, 0, 0), series -> {});
      parser.fields(json);
      return parser.error;
    } catch (IOException | PrometheusFault e) {
      return "";
    }
  }

  private void document(JsonParser json) throws IOException {
    fields(json);
    if (json.nextToken() != null) {
      throw malformed("there is something after the end of the answer", null);
    }
    if (!status.equals("success")) {
      throw new PrometheusFault(
          Reason.REFUSED, "Prometheus refuses the query: " + (error.isEmpty() ? status : error));
    }
    if (!resultType.equals("matrix") && !resultType.equals("vector")) {
      throw malformed(
          "a result of type '%s' where samples were asked for".formatted(said(resultType)), null);
    }
    if (!warning.isEmpty()) {
      throw new PrometheusFault(
          Reason.PARTIAL, "Prometheus warns that the answer is not whole: " + warning);
    }
  }

  private void fields(JsonParser json) throws IOException {
    require(json.nextToken() == JsonToken.START_OBJECT, "an object");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "status" -> status = text(json);
        case "error" -> error = said(text(json));
        case "data" -> data(json);
        case "warnings" -> warning = firstText(json);
        default -> json.skipChildren();
      }
    }
  }

  private void data(JsonParser json) throws IOException {
    if (json.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    require(json.currentToken() == JsonToken.START_OBJECT, "an object of data");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "resultType" -> resultType = text(json);
        case "result" -> result(json);
        default -> json.skipChildren();
      }
    }
  }

  private void result(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a list of series");
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (json.currentToken() != JsonToken.START_OBJECT) {
        // A scalar; its type is refused at the end.
        json.skipChildren();
        continue;
      }
      if (answer.series() >= rules.mostSeries()) {
        throw new PrometheusFault(
            Reason.TOO_LARGE, "the answer has more than %d series".formatted(rules.mostSeries()));
      }
      series.clear();
      oneSeries(json);
      answer.count(series);
      consumer.accept(series);
    }
  }

  private void oneSeries(JsonParser json) throws IOException {
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      switch (name) {
        case "metric" -> labels(json);
        case "value" -> sample(json);
        case "values" -> {
          require(json.currentToken() == JsonToken.START_ARRAY, "a list of samples");
          while (json.nextToken() != JsonToken.END_ARRAY) {
            sample(json);
          }
        }
        default -> json.skipChildren();
      }
    }
  }

  private void labels(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_OBJECT, "an object of labels");
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      var name = json.currentName();
      json.nextToken();
      if (LABELS.contains(name)) {
        series.label(name, text(json));
      } else {
        json.skipChildren();
      }
    }
  }

  private void sample(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.START_ARRAY, "a sample of time and value");
    var time = json.nextToken();
    require(
        time == JsonToken.VALUE_NUMBER_FLOAT || time == JsonToken.VALUE_NUMBER_INT,
        "a time in seconds");
    long millis =
        Decimals.millis(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    require(json.nextToken() == JsonToken.VALUE_STRING, "a value as text");
    double value =
        Decimals.number(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    require(json.nextToken() == JsonToken.END_ARRAY, "a sample of two parts");
    if (millis < rules.fromMillis() || millis > rules.toMillis()) {
      throw new PrometheusFault(
          Reason.WRONG_TIME,
          "Prometheus answers with a sample of %d ms for the time %d..%d ms"
              .formatted(millis, rules.fromMillis(), rules.toMillis()));
    }
    keep(millis, value);
  }

  private void keep(long millis, double value) {
    int count = series.count();
    if (Double.isNaN(value)) {
      answer.drop(Dropped.NOT_A_NUMBER);
    } else if (Double.isInfinite(value)) {
      answer.drop(Dropped.INFINITE);
    } else if (value < 0) {
      answer.drop(Dropped.NEGATIVE);
    } else if (value > rules.highest()) {
      answer.drop(Dropped.ABSURD);
    } else if (count > 0 && millis == series.millis(count - 1)) {
      answer.drop(Dropped.DUPLICATE);
    } else if (count > 0 && millis < series.millis(count - 1)) {
      answer.drop(Dropped.OUT_OF_ORDER);
    } else {
      series.add(millis, value);
    }
  }

  private static String text(JsonParser json) throws IOException {
    require(json.currentToken() == JsonToken.VALUE_STRING, "a text");
    return json.getText();
  }

  private static String firstText(JsonParser json) throws IOException {
    var texts = new ArrayList<String>(List.of(""));
    if (json.currentToken() == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.VALUE_STRING && texts.size() == 1) {
          texts.set(0, said(json.getText()));
        }
        json.skipChildren();
      }
    }
    return texts.getFirst();
  }

  /** What a stranger says, short and on one line, so that it can be in a log. */
  private static String said(String text) {
    var line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return line.length() <= LONGEST_SAID ? line : line.substring(0, LONGEST_SAID) + "...";
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw malformed("there is no " + what + " where there must be", null);
    }
  }

  private static PrometheusFault malformed(String why, Exception cause) {
    return new PrometheusFault(
        Reason.MALFORMED, "the answer is not one of Prometheus: " + said(why), cause);
  }
}
