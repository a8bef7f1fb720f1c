package network.mandala.configuration;

import java.util.Collection;

/** The keys of a configuration, as its reference page shows them. */
public final class ReferenceTable {

  private ReferenceTable() {}

  /** A table in Markdown, in the order in which the keys are read. */
  public static String of(Collection<ConfigKey> keys) {
    var table = new StringBuilder();
    table.append("| key | type | default | meaning | variable |\n|---|---|---|---|---|\n");
    for (var key : keys) {
      table.append(
          "| `%s` | %s | %s | %s | `%s` |\n"
              .formatted(
                  key.name(),
                  key.type(),
                  key.fallback().isEmpty() ? "**required**" : "`" + key.fallback() + "`",
                  key.meaning().replace("<", "&lt;").replace("|", "\\|"),
                  key.variable()));
    }
    return table.toString();
  }
}
