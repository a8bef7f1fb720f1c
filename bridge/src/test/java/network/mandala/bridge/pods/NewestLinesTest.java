package network.mandala.bridge.pods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;
import static org.quicktheories.generators.SourceDSL.strings;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NewestLinesTest {

  @Test
  void areWholeAndTheNewest() {
    assertThat(read("one\ntwo\nthree\n", LogLevel.ALL, 10)).isEqualTo("two\nthree");
    assertThat(read("one\ntwo\nthree", LogLevel.ALL, 9)).isEqualTo("three");
    assertThat(read("one\n\ntwo\n", LogLevel.ALL, 100)).isEqualTo("one\n\ntwo");
    assertThat(read("", LogLevel.ALL, 100)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "error: no, ERROR, true",
    "an ERROR here, ERROR, true",
    "[Error], ERROR, true",
    "errors, ERROR, false",
    "myerror, ERROR, false",
    "error_code, ERROR, false",
    "warning, WARN, false",
    "WARN, WARN, true",
    "level=info, INFO, true",
    "nothing, ALL, true"
  })
  void haveTheirLevelAsAWord(String line, LogLevel level, boolean wanted) {
    assertThat(read(line + "\n", level, 1000)).isEqualTo(wanted ? line : "");
  }

  @Test
  void areCutWhenTheyAreVeryLong() {
    assertThat(read("x".repeat(1 << 20) + "\nshort\n", LogLevel.ALL, 1 << 20))
        .isEqualTo("x".repeat(16 << 10) + "\nshort");
  }

  @Test
  void mayBeNoText() {
    var bytes = new byte[] {(byte) 0xff, (byte) 0xfe, 0, '\n', 'a'};

    assertThat(read(new ByteArrayInputStream(bytes), LogLevel.ALL, 100))
        .isEqualTo("\ufffd\ufffd\0\na");
  }

  @Test
  void areTheEndOfTheLogAndNeverMoreThanAskedFor() {
    qt().forAll(
            lists()
                .of(strings().betweenCodePoints(32, 126).ofLengthBetween(0, 30))
                .ofSizeBetween(0, 50),
            integers().between(1, 500))
        .check(
            (lines, most) -> {
              var log = String.join("\n", lines) + (lines.isEmpty() ? "" : "\n");
              var read = read(log, LogLevel.ALL, most);
              return read.length() <= most && (log.endsWith(read + "\n") || read.isEmpty());
            });
  }

  private static String read(String log, LogLevel level, int most) {
    return read(new ByteArrayInputStream(log.getBytes(StandardCharsets.UTF_8)), level, most);
  }

  private static String read(InputStream log, LogLevel level, int most) {
    try {
      return NewestLines.read(log, level, most);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
