package network.mandala.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class RowsOptionTest {
  @JsonPropertyOrder({"reason", "amount"})
  record Row(String reason, long amount) {}

  @Command
  static final class Lists implements Runnable {
    @Mixin private RowsOption rows;

    @Override
    public void run() {
      rows.answer(
          Row.class, List.of(new Row("said \"so\", twice", 9007199254740993L)), () -> "a table");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          text | a table
          csv  | reason,amount\\r\\n"said ""so"", twice",9007199254740993
          json | [ {\\n  "reason" : "said \\"so\\", twice",\\n  "amount" : 9007199254740993\\n} ]
          """)
  void answersInTheFormatThatWasAskedFor(String format, String answer) {
    var out = new StringWriter();
    var line = new CommandLine(new Lists()).setCaseInsensitiveEnumValuesAllowed(true);

    line.setOut(new PrintWriter(out)).execute("--output", format);

    assertThat(out.toString().strip())
        .isEqualTo(answer.replace("\\r", "\r").replace("\\n", "\n").replace("\\\"", "\\\""));
  }
}
