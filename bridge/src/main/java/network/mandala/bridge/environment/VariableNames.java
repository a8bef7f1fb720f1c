package network.mandala.bridge.environment;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which names variables may have, and which of them are of secrets. Pure. */
public final class VariableNames {
  /** In characters. */
  public static final int LONGEST = 253;

  static final String MASK = "***";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern SECRET =
      Pattern.compile("key|token|secret|passw|mnemonic|seed|credential|private|auth|xprv|wif");

  private VariableNames() {}

  public static boolean isValid(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }

  static boolean looksSecret(String name) {
    return SECRET.matcher(name.toLowerCase(Locale.ROOT)).find();
  }

  /**
   * For an answer to somebody.
   *
   * @param revealed whether they may read what looks secret
   */
  public static Map<String, String> shown(Map<String, String> variables, boolean revealed) {
    return revealed ? new TreeMap<>(variables) : masked(variables);
  }

  /** For an answer: values whose names look secret cannot be read in it. */
  public static Map<String, String> masked(Map<String, String> variables) {
    var shown = new TreeMap<>(variables);
    shown.replaceAll((name, value) -> looksSecret(name) ? MASK : value);
    return shown;
  }
}
