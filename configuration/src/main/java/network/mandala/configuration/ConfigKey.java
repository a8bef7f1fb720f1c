package network.mandala.configuration;

/**
 * A key as it is documented.
 *
 * @param fallback the default in words; empty when the key is required
 */
public record ConfigKey(String name, String type, String fallback, String meaning) {

  /** The environment variable that overrides the key. */
  public String variable() {
    return ConfigReader.VARIABLE_PREFIX
        + name.replaceAll("([a-z0-9])([A-Z])", "$1_$2")
            .replace('.', '_')
            .toUpperCase(java.util.Locale.ROOT);
  }
}
