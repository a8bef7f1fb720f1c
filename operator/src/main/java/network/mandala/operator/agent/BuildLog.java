package network.mandala.operator.agent;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The words of a build that are kept: of each step the last ones, without credentials. Pure. */
final class BuildLog {

  /** All steps together fit into a ConfigMap, and ten thousand of them into etcd. */
  static final int BYTES_OF_A_STEP = 48 * 1024;

  /**
   * What looks like a credential: no step is given one of the node that it could print, but a
   * package manager may print what a tenant has given it.
   */
  private static final List<Pattern> CREDENTIALS =
      List.of(
          Pattern.compile("eyJ[A-Za-z0-9_-]{10,}\\.[A-Za-z0-9_-]{10,}(\\.[A-Za-z0-9_-]*)?"),
          Pattern.compile("(?<=://)[^/@\\s:]{1,200}:[^/@\\s]{1,200}(?=@)"),
          Pattern.compile(
              "(?i)(?<=(_authtoken|_auth|_password|authorization)[ =:]{1,3})(bearer |basic )?[^\\s]{4,400}"));

  private BuildLog() {}

  /** One step. */
  record Step(String name, String words) {}

  static String of(List<Step> steps, Redaction redaction) {
    var text = new StringBuilder();
    for (var step : steps) {
      text.append("== ")
          .append(step.name())
          .append('\n')
          .append(last(clean(step.words(), redaction)));
    }
    return text.toString();
  }

  private static String clean(String words, Redaction redaction) {
    var text = redaction.apply(words);
    for (var credential : CREDENTIALS) {
      text = credential.matcher(text).replaceAll("***");
    }
    return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
  }

  /** Whole lines from the end. */
  private static String last(String text) {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= BYTES_OF_A_STEP) {
      return text;
    }
    var end =
        new String(bytes, bytes.length - BYTES_OF_A_STEP, BYTES_OF_A_STEP, StandardCharsets.UTF_8);
    return "... (earlier lines are not kept)\n" + end.substring(end.indexOf('\n') + 1);
  }
}
