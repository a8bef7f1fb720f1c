package network.mandala.cli.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** The option {@code --output} of commands that answer with rows: a spreadsheet may want them. */
public final class RowsOption {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "How to answer: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format format;

  /** How rows are written. */
  enum Format {
    /** For a person. */
    TEXT,
    /** One array. */
    JSON,
    /** RFC 4180, with a header. */
    CSV
  }

  /**
   * Answers with them.
   *
   * @param type a record with its properties in order
   */
  public <T> void answer(Class<T> type, List<T> rows, Supplier<String> text) {
    var line = command.commandLine();
    switch (format) {
      case TEXT, JSON ->
          new Console(
                  line.getOut(),
                  line.getErr(),
                  format == Format.TEXT ? OutputFormat.TEXT : OutputFormat.JSON,
                  Clock.systemUTC())
              .answer(text, rows);
      case CSV -> {
        line.getOut().print(csv(type, rows));
        line.getOut().flush();
      }
    }
  }

  static <T> String csv(Class<T> type, List<T> rows) {
    var mapper = new CsvMapper();
    try {
      return mapper
          .writer(mapper.schemaFor(type).withHeader().withLineSeparator("\r\n"))
          .writeValueAsString(rows);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("rows cannot be written as CSV: " + type, e);
    }
  }
}
