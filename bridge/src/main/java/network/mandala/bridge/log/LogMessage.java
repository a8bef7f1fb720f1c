package network.mandala.bridge.log;

import java.util.regex.Pattern;

/** What is kept of a message. Pure. */
final class LogMessage {
  /** All but line feed and tab: a terminal would obey them. */
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]");

  private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");
  private static final String CUT = " …";

  private LogMessage() {}

  static String kept(String message) {
    var clean =
        LONE_SURROGATE
            .matcher(CONTROL.matcher(message.replace("\r\n", "\n")).replaceAll(""))
            .replaceAll("\uFFFD");
    if (clean.length() <= ProjectLogs.LONGEST) {
      return clean;
    }
    int end = ProjectLogs.LONGEST - CUT.length();
    // Half of a pair would be no character at all.
    return clean.substring(0, Character.isHighSurrogate(clean.charAt(end - 1)) ? end - 1 : end)
        + CUT;
  }
}
