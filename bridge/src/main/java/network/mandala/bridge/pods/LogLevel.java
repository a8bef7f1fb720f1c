package network.mandala.bridge.pods;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Which lines of a log are wanted: those that have the level as a word, whatever its case. */
public enum LogLevel {
  ALL,
  ERROR,
  WARN,
  INFO;

  /** A fixed word between boundaries: matching takes time in proportion to the line. */
  private final Pattern pattern = Pattern.compile("\\b" + name() + "\\b", Pattern.CASE_INSENSITIVE);

  public static Optional<LogLevel> find(String word) {
    return Arrays.stream(values()).filter(level -> level.word().equals(word)).findFirst();
  }

  public static List<String> words() {
    return Arrays.stream(values()).map(LogLevel::word).toList();
  }

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean wants(String line) {
    return this == ALL || pattern.matcher(line).find();
  }
}
