package network.mandala.cli.agent;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;

/**
 * Variables from a file: a line each, {@code NAME=VALUE}. Empty lines and lines that begin with
 * {@code #} mean nothing; {@code export} in front and a pair of quotes around the value are taken
 * off; nothing in a value is replaced. A message never repeats a line: it may be a secret.
 */
final class EnvironmentFile {
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

  private EnvironmentFile() {}

  static Map<String, String> read(Path file) {
    try {
      return parse(Files.readAllLines(file), file.toString());
    } catch (MalformedInputException e) {
      throw new Failure("the file " + file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new Failure("cannot read the file of --env-file: " + file, e);
    }
  }

  static Map<String, String> parse(List<String> lines, String name) {
    var variables = new TreeMap<String, String>();
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i).strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      var matcher = LINE.matcher(line);
      if (!matcher.matches()) {
        throw new Failure(
            "line %d of %s is no variable: write NAME=VALUE, with a name of letters, digits and _"
                .formatted(i + 1, name));
      }
      variables.put(matcher.group(1), unquoted(matcher.group(2)));
    }
    return variables;
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() >= 2
            && (value.startsWith("\"") || value.startsWith("'"))
            && value.charAt(0) == value.charAt(value.length() - 1);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
