package network.mandala.billing.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text with places such as {@code {{name}}}. Every value is made harmless for the kind of text
 * before it is put in; values are not looked through for places.
 */
final class Template {

  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-zA-Z]+)}}");

  private final String text;
  private final UnaryOperator<String> harmless;

  private Template(String text, UnaryOperator<String> harmless) {
    this.text = text;
    this.harmless = harmless;
  }

  static Template plain(String resource) {
    return new Template(load(resource), Harmless::line);
  }

  static Template html(String resource) {
    return new Template(load(resource), value -> Harmless.html(Harmless.line(value)));
  }

  /**
   * @throws IllegalArgumentException when a place has no value
   */
  String fill(Map<String, String> values) {
    return PLACE
        .matcher(text)
        .replaceAll(
            place -> {
              var value = values.get(place.group(1));
              if (value == null) {
                throw new IllegalArgumentException(
                    "the template has no value for " + place.group());
              }
              return Matcher.quoteReplacement(harmless.apply(value));
            });
  }

  private static String load(String resource) {
    try (var in = Template.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
