package network.mandala.builder.artifact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * What of a folder is not packed: the rules below, then those of the file {@code .mandalaignore} at
 * its top, which win.
 *
 * <p>A line of that file is a pattern as in a {@code .gitignore}: {@code #} starts a comment;
 * {@code !} takes back; a slash at the end means folders only; a slash elsewhere ties the pattern
 * to the top of the folder; {@code *} and {@code ?} stay within a name, {@code **} does not; {@code
 * [abc]} is one of these letters. The last pattern that matches decides. What lies in a folder that
 * is left out cannot be taken back. Other ignore files are not read.
 */
final class IgnoreRules {
  static final String FILE = ".mandalaignore";

  private static final List<String> BUILT_IN =
      List.of(
          "node_modules/",
          ".git/",
          ".hg/",
          ".svn/",
          "__pycache__/",
          "*.pyc",
          ".venv/",
          ".DS_Store",
          ".env",
          ".env.*",
          "!.env.example",
          "!.env.sample",
          "id_rsa",
          "id_ecdsa",
          "id_ed25519",
          "*.p12",
          "*.pfx",
          "*.jks",
          // Its variables are secrets, and a change of it is no change of the program.
          "/agent-manifest.json",
          "/mandala_artifact_*",
          "/cars_artifact_*",
          "/mandala_agent_*.tgz");

  private record Rule(Pattern pattern, boolean foldersOnly, boolean leaveOut) {}

  private final List<Rule> rules = new ArrayList<>();

  private IgnoreRules() {}

  /** The rules for {@code folder}. */
  static IgnoreRules of(Path folder) throws IOException {
    var rules = new IgnoreRules();
    BUILT_IN.forEach(rules::add);
    Path own = folder.resolve(FILE);
    if (Files.isRegularFile(own)) {
      new String(Files.readAllBytes(own), StandardCharsets.UTF_8).lines().forEach(rules::add);
    }
    return rules;
  }

  static IgnoreRules of(List<String> lines) {
    var rules = new IgnoreRules();
    lines.forEach(rules::add);
    return rules;
  }

  /**
   * What the last rule that matches says of {@code path}, which is relative and has slashes; true
   * means: leave it out.
   */
  boolean leavesOut(String path, boolean folder) {
    for (var rule : rules.reversed()) {
      if ((folder || !rule.foldersOnly()) && rule.pattern().matcher(path).matches()) {
        return rule.leaveOut();
      }
    }
    return false;
  }

  /** Whether a rule takes {@code path} back by name, so that nothing else may leave it out. */
  boolean takesBack(String path) {
    for (var rule : rules.reversed()) {
      if (rule.pattern().matcher(path).matches()) {
        return !rule.leaveOut();
      }
    }
    return false;
  }

  private void add(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return;
    }
    boolean leaveOut = !text.startsWith("!");
    String glob = leaveOut ? text : text.substring(1);
    boolean foldersOnly = glob.endsWith("/");
    glob = foldersOnly ? glob.substring(0, glob.length() - 1) : glob;
    boolean anchored = glob.contains("/");
    glob = glob.startsWith("/") ? glob.substring(1) : glob;
    try {
      var pattern = Pattern.compile((anchored ? "" : "(?:.*/)?") + regex(glob));
      rules.add(new Rule(pattern, foldersOnly, leaveOut));
    } catch (PatternSyntaxException e) {
      throw new SourceInvalid(
          "The line "
              + EntryPath.quote(line)
              + " of "
              + FILE
              + " is no pattern: "
              + e.getDescription()
              + ".",
          e);
    }
  }

  private static String regex(String glob) {
    var regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char c = glob.charAt(i);
      if (glob.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 2;
      } else if (glob.startsWith("**", i)) {
        regex.append(".*");
        i += 1;
      } else if (c == '*') {
        regex.append("[^/]*");
      } else if (c == '?') {
        regex.append("[^/]");
      } else if (c == '[' && glob.indexOf(']', i + 2) > 0) {
        int end = glob.indexOf(']', i + 2);
        String inside =
            glob.substring(i + 1, end)
                .replace("\\", "\\\\")
                .replace("[", "\\[")
                .replace("&&", "&\\&");
        regex
            .append('[')
            .append(inside.startsWith("!") ? "^" + inside.substring(1) : inside)
            .append(']');
        i = end;
      } else if (c == '\\' && i + 1 < glob.length()) {
        regex.append(Pattern.quote(glob.substring(i + 1, i + 2)));
        i++;
      } else {
        regex.append(Pattern.quote(String.valueOf(c)));
      }
    }
    return regex.toString();
  }
}
