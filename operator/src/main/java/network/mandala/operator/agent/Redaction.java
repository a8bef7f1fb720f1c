package network.mandala.operator.agent;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import network.mandala.operator.database.DatabaseCredentials;

/**
 * Takes the values of the environment out of words that other programs wrote: a program that prints
 * its password before it dies must not get it into a status.
 */
final class Redaction {

  /** Shorter values are words and numbers that occur everywhere. */
  private static final int SHORTEST_SECRET = 4;

  private final List<String> secrets;

  private Redaction(Collection<String> values) {
    this.secrets =
        values.stream()
            .flatMap(String::lines)
            .map(String::strip)
            .filter(value -> value.length() >= SHORTEST_SECRET)
            .distinct()
            // The longest first: one may be part of another.
            .sorted(Comparator.comparingInt(String::length).reversed())
            .toList();
  }

  static Redaction of(Map<String, String> env) {
    return new Redaction(env.values());
  }

  Finding apply(Finding finding) {
    return new Finding(finding.reason(), apply(finding.message()));
  }

  String apply(String words) {
    var text = words;
    for (var secret : secrets) {
      text = text.replace(secret, "***");
    }
    return DatabaseCredentials.redact(text);
  }
}
