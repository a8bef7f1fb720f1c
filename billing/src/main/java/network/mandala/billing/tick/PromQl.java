package network.mandala.billing.tick;

import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;

/** Queries as text. */
final class PromQl {

  private PromQl() {}

  /** Raw samples of so long before the time of the query. */
  static String range(String selector, Duration range) {
    return "%s[%dms]".formatted(selector, range.toMillis());
  }

  /** The last value of each series from so long before the time of the query. */
  static String last(String selector, Duration range) {
    return "last_over_time(%s)".formatted(range(selector, range));
  }

  /** When one of the series has last had a sample. */
  static String newest(String selector) {
    return "max(timestamp(%s))".formatted(selector);
  }

  static String selector(String metric, String... matchers) {
    return metric
        + java.util.Arrays.stream(matchers)
            .filter(matcher -> !matcher.isBlank())
            .collect(Collectors.joining(",", "{", "}"));
  }

  static String startsWith(String label, String prefix) {
    return "%s=~\"%s.+\"".formatted(label, literal(prefix));
  }

  static String isOneOf(String label, Collection<String> values) {
    return "%s=~\"%s\""
        .formatted(
            label, values.stream().sorted().map(PromQl::literal).collect(Collectors.joining("|")));
  }

  /** Text as it is, within a regular expression within a quoted text. */
  private static String literal(String text) {
    var literal = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '/') {
                literal.appendCodePoint(c);
              } else {
                literal.append("\\\\x{").append(Integer.toHexString(c)).append('}');
              }
            });
    return literal.toString();
  }
}
