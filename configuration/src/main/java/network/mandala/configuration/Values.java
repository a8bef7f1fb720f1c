package network.mandala.configuration;

import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * From YAML or the text of a variable to values. Every refusal is an {@link
 * IllegalArgumentException} that says what the value must be.
 */
final class Values {

  private static final Pattern SIMPLE_DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
  private static final Pattern QUANTITY =
      Pattern.compile("[0-9]+(\\.[0-9]+)?(m|k|M|G|T|Ki|Mi|Gi|Ti)?");
  private static final Pattern CIDR =
      Pattern.compile("([0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:]*)/[0-9]{1,3}");

  private static final Pattern NAME_SERVER =
      Pattern.compile(
          "(?:([0-9]{1,3}(?:\\.[0-9]{1,3}){3})|\\[([0-9a-fA-F:]*:[0-9a-fA-F:]*)\\])(?::([0-9]{1,5}))?");

  private Values() {}

  private static List<?> list(Object value) {
    var parsed = value instanceof String text ? yaml(text) : value;
    if (parsed instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("must be a list");
  }

  static Map<String, String> textMap(Object value) {
    var parsed = value instanceof String text ? yaml(text) : value;
    if (!(parsed instanceof Map<?, ?> map)) {
      throw new IllegalArgumentException("must be a map");
    }
    var texts = new TreeMap<String, String>();
    map.forEach((key, entry) -> texts.put(String.valueOf(key), String.valueOf(entry)));
    return Map.copyOf(texts);
  }

  static Map<String, Long> amountMap(Object value) {
    var amounts = new TreeMap<String, Long>();
    textMap(value)
        .forEach(
            (name, amount) -> {
              try {
                amounts.put(name, Long.parseLong(amount));
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must hold integers, for each name one", e);
              }
              if (amounts.get(name) < 0) {
                throw new IllegalArgumentException("must not hold what is less than 0");
              }
            });
    return Map.copyOf(amounts);
  }

  /** Maps of the answer are mutable. */
  static Object yaml(String text) {
    try {
      return new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (YamlEngineException e) {
      var first = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new IllegalArgumentException("is not YAML: " + first, e);
    }
  }

  static URI uri(Object value) {
    var uri = URI.create(value.toString());
    if (uri.getHost() == null || uri.getScheme() == null) {
      throw new IllegalArgumentException("must be a URL with scheme and host");
    }
    return uri;
  }

  static String quantity(Object value) {
    return matching(QUANTITY, value, "must be a quantity such as 500m or 1Gi");
  }

  static List<String> cidrs(Object value) {
    return list(value).stream()
        .map(cidr -> matching(CIDR, cidr, "must hold ranges such as 10.0.0.0/8"))
        .toList();
  }

  /** Addresses, not names: a name server that has to be looked up first is none. */
  static List<InetSocketAddress> nameServers(Object value) {
    return list(value).stream().map(entry -> nameServer(String.valueOf(entry))).toList();
  }

  private static InetSocketAddress nameServer(String text) {
    var server = NAME_SERVER.matcher(text);
    int port = 53;
    if (!server.matches()
        || (server.group(3) != null && (port = Integer.parseInt(server.group(3))) > 65535)) {
      throw new IllegalArgumentException(
          "must hold addresses such as 10.0.0.10, 10.0.0.10:5353 or [2001:db8::1]:53");
    }
    return new InetSocketAddress(server.group(1) == null ? server.group(2) : server.group(1), port);
  }

  private static String matching(Pattern pattern, Object value, String otherwise) {
    if (!pattern.matcher(value.toString()).matches()) {
      throw new IllegalArgumentException(otherwise);
    }
    return value.toString();
  }

  static Duration duration(String text) {
    var simple = SIMPLE_DURATION.matcher(text);
    if (simple.matches()) {
      long amount = Long.parseLong(simple.group(1));
      return switch (simple.group(2)) {
        case "ms" -> Duration.ofMillis(amount);
        case "s" -> Duration.ofSeconds(amount);
        case "m" -> Duration.ofMinutes(amount);
        case "h" -> Duration.ofHours(amount);
        default -> Duration.ofDays(amount);
      };
    }
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("must be a duration such as 30s, 10m or 1h", e);
    }
  }

  static String words(Duration duration) {
    if (duration.toSecondsPart() > 0 || duration.isZero()) {
      return duration.toSeconds() + "s";
    }
    if (duration.toMinutesPart() > 0) {
      return duration.toMinutes() + "m";
    }
    return duration.toHoursPart() > 0 ? duration.toHours() + "h" : duration.toDays() + "d";
  }
}
