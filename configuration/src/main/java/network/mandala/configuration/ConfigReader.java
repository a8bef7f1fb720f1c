package network.mandala.configuration;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Reads typed values out of a YAML text and the environment, and collects every problem. Each read
 * names and explains its key, so the reference page is made of the very calls that read. Used by
 * one thread.
 */
public final class ConfigReader {

  /**
   * Not plain {@code MANDALA_}: Kubernetes injects variables such as {@code MANDALA_REGISTRY_PORT}
   * for a Service of that name.
   */
  static final String VARIABLE_PREFIX = "MANDALA_CONFIG_";

  private final Map<?, ?> tree;
  private final Map<String, String> overrides = new TreeMap<>();
  private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  /**
   * @param yaml the text of the file
   * @param environment the environment variables of the process
   */
  public ConfigReader(String yaml, Map<String, String> environment) {
    var root = parse(yaml);
    if (root instanceof Map<?, ?> map) {
      tree = map;
    } else {
      tree = new TreeMap<>();
      if (root != null) {
        problems.add("configuration: must be a map of keys");
      }
    }
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(VARIABLE_PREFIX)) {
            overrides.put(name, value);
          }
        });
  }

  /** A text that must be given. */
  public String text(String key, String meaning) {
    return read(new ConfigKey(key, "text", "", meaning), Object::toString, null);
  }

  public String text(String key, String fallback, String meaning) {
    var documented = fallback.isEmpty() ? "none" : fallback;
    return read(new ConfigKey(key, "text", documented, meaning), Object::toString, fallback);
  }

  public String oneOf(String key, List<String> choices, String fallback, String meaning) {
    var type = String.join(" or ", choices);
    return read(
        new ConfigKey(key, type, fallback, meaning),
        value -> {
          if (!choices.contains(value.toString())) {
            throw new IllegalArgumentException("must be " + type);
          }
          return value.toString();
        },
        fallback);
  }

  public boolean flag(String key, boolean fallback, String meaning) {
    return read(
        new ConfigKey(key, "true or false", String.valueOf(fallback), meaning),
        value ->
            switch (value.toString()) {
              case "true" -> true;
              case "false" -> false;
              default -> throw new IllegalArgumentException("must be true or false");
            },
        fallback);
  }

  public int intBetween(String key, int least, int most, int fallback, String meaning) {
    return Math.toIntExact(longBetween(key, least, most, fallback, meaning));
  }

  public long longBetween(String key, long least, long most, long fallback, String meaning) {
    var range = "must be %d..%d".formatted(least, most);
    return read(
        new ConfigKey(key, "integer, " + range.substring(8), String.valueOf(fallback), meaning),
        value -> {
          long number;
          try {
            number = Long.parseLong(value.toString());
          } catch (NumberFormatException e) {
            throw new IllegalArgumentException(range, e);
          }
          if (number < least || number > most) {
            throw new IllegalArgumentException(range);
          }
          return number;
        },
        fallback);
  }

  /**
   * A duration such as {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h}, {@code 30d} or PT10M.
   */
  public Duration duration(String key, Duration fallback, String meaning) {
    return read(
        new ConfigKey(key, "duration", Values.words(fallback), meaning),
        value -> Values.duration(value.toString()),
        fallback);
  }

  /** An amount as Kubernetes writes it: {@code 500m}, {@code 2}, {@code 1Gi}. */
  public String quantity(String key, String fallback, String meaning) {
    return read(new ConfigKey(key, "quantity", fallback, meaning), Values::quantity, fallback);
  }

  public URI uri(String key, String meaning) {
    return read(new ConfigKey(key, "URL", "", meaning), Values::uri, null);
  }

  public URI uri(String key, String fallback, String meaning) {
    return read(new ConfigKey(key, "URL", fallback, meaning), Values::uri, URI.create(fallback));
  }

  public Path path(String key, String meaning) {
    return read(new ConfigKey(key, "file", "", meaning), value -> Path.of(value.toString()), null);
  }

  /** A file that need not be configured; null when it is not. */
  public Path pathOrNull(String key, String meaning) {
    return read(
        new ConfigKey(key, "file", "none", meaning), value -> Path.of(value.toString()), null);
  }

  public List<String> cidrs(String key, String meaning) {
    return read(
        new ConfigKey(key, "list of CIDR ranges", "none", meaning), Values::cidrs, List.of());
  }

  /** Addresses of name servers, each with a port or without. */
  public List<InetSocketAddress> nameServers(String key, String meaning) {
    return read(
        new ConfigKey(key, "list of addresses", "those of the system", meaning),
        Values::nameServers,
        List.of());
  }

  public Map<String, String> map(String key, Map<String, String> fallback, String meaning) {
    var documented = fallback.isEmpty() ? "none" : fallback.toString();
    return read(new ConfigKey(key, "map of texts", documented, meaning), Values::textMap, fallback);
  }

  /** Names with an amount each, none of them below zero. */
  public Map<String, Long> amounts(String key, Map<String, Long> fallback, String meaning) {
    var documented = fallback.isEmpty() ? "none" : new TreeMap<>(fallback).toString();
    return read(
        new ConfigKey(key, "map of integers", documented, meaning), Values::amountMap, fallback);
  }

  /**
   * A rule between keys.
   *
   * @param otherwise the problem when it does not hold: a key, a colon, and what must be
   */
  public void require(boolean holds, String otherwise) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  /** Every key that was read, in the order of reading. */
  public List<ConfigKey> keys() {
    return List.copyOf(keys.values());
  }

  /**
   * Fails when a value is missing or wrong, or when there are keys that nobody has read.
   *
   * @throws ConfigProblems with all of them
   */
  public void failIfAnyProblem() {
    var unknown = new ArrayList<String>();
    collectLeaves("", tree, unknown);
    unknown.forEach(key -> problems.add(key + ": unknown key" + suggestion(key)));
    overrides.keySet().forEach(name -> problems.add(name + ": no such setting"));
    if (!problems.isEmpty()) {
      throw new ConfigProblems(problems.stream().sorted().toList());
    }
  }

  private <T> T read(ConfigKey key, Function<Object, T> convert, T fallback) {
    keys.put(key.name(), key);
    var value = take(key);
    if (value == null || value.toString().isEmpty()) {
      if (key.fallback().isEmpty()) {
        problems.add(key.name() + ": is required: " + key.meaning());
      }
      return fallback;
    }
    try {
      return convert.apply(value);
    } catch (IllegalArgumentException e) {
      problems.add("%s: %s, was %s".formatted(key.name(), e.getMessage(), value));
      return fallback;
    }
  }

  /** The override or the value in the file; what is left in the tree at the end is unknown. */
  private Object take(ConfigKey key) {
    var steps = key.name().split("\\.", -1);
    Map<?, ?> node = tree;
    for (int i = 0; i < steps.length - 1 && node != null; i++) {
      node = node.get(steps[i]) instanceof Map<?, ?> inner ? inner : null;
    }
    var inFile = node == null ? null : node.remove(steps[steps.length - 1]);
    var override = overrides.remove(key.variable());
    return override == null ? inFile : override;
  }

  private static void collectLeaves(String prefix, Map<?, ?> node, Collection<String> into) {
    node.forEach(
        (key, value) -> {
          if (value instanceof Map<?, ?> inner) {
            collectLeaves(prefix + key + ".", inner, into);
          } else {
            into.add(prefix + key);
          }
        });
  }

  private Object parse(String yaml) {
    try {
      return Values.yaml(yaml);
    } catch (IllegalArgumentException e) {
      problems.add("configuration: " + e.getMessage());
      return null;
    }
  }

  private String suggestion(String key) {
    var near = new TreeSet<String>();
    var leaf = key.substring(key.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    for (var known : keys.keySet()) {
      if (known.toLowerCase(Locale.ROOT).endsWith(leaf)) {
        near.add(known);
      }
    }
    return near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?";
  }
}
