package network.mandala.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Progress goes to the error stream with the seconds since the start, the answer to the output
 * stream: so an answer can be piped. Safe for use by several threads: a line is written at once.
 */
public final class Console {
  private static final ObjectMapper JSON = new ObjectMapper().findAndRegisterModules();

  private static final Pattern SCRIPT_TIME = Pattern.compile("^\\[\\d\\d:\\d\\d:\\d\\d] ");

  private final PrintWriter out;
  private final PrintWriter err;
  private final OutputFormat format;
  private final InstantSource clock;
  private final Instant start;

  public Console(PrintWriter out, PrintWriter err, OutputFormat format, InstantSource clock) {
    this.out = out;
    this.err = err;
    this.format = format;
    this.clock = clock;
    this.start = clock.instant();
  }

  /** One line about what happens now. */
  public void progress(String line) {
    err.println("[" + seconds(Duration.between(start, clock.instant())) + "] " + line);
    err.flush();
  }

  /** A line of progress that a script wrote; its own time of day gives way to ours. */
  public void progressOfScript(String line) {
    progress(SCRIPT_TIME.matcher(line).replaceFirst(""));
  }

  /**
   * The answer of a command, in the format that was asked for; {@code text} may have several lines.
   */
  public void answer(Supplier<String> text, Object json) {
    out.println(
        switch (format) {
          case TEXT -> text.get();
          case JSON -> toJson(JSON.writerWithDefaultPrettyPrinter(), json);
        });
    out.flush();
  }

  /** One line of an answer that never ends, for example a log: as JSON, one document a line. */
  public void line(Supplier<String> text, Object json) {
    out.println(
        switch (format) {
          case TEXT -> text.get();
          case JSON -> toJson(JSON.writer(), json);
        });
    out.flush();
  }

  /** A piece of a text that is still being written; only people see it come. */
  public void piece(String text) {
    if (format == OutputFormat.TEXT) {
      out.print(text);
      out.flush();
    }
  }

  /** The answer whose text was shown in pieces. */
  public void answerOfPieces(Object json) {
    if (format == OutputFormat.JSON) {
      answer(() -> "", json);
    }
  }

  private static String toJson(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(
          "an answer cannot be written as JSON: " + value.getClass(), e);
    }
  }

  private static String seconds(Duration elapsed) {
    return "%3d:%02d".formatted(elapsed.toMinutes(), elapsed.toSecondsPart());
  }
}
