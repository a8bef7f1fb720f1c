package network.mandala.bridge.pods;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** The end of a log of strangers, read with a bounded memory whatever it contains. */
final class NewestLines {
  private static final int LONGEST_LINE = 16 << 10;
  private static final int BUFFER = 8 << 10;

  private final LogLevel level;
  private final int mostCharacters;
  private final ArrayDeque<String> lines = new ArrayDeque<>();
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int characters;

  private NewestLines(LogLevel level, int mostCharacters) {
    this.level = level;
    this.mostCharacters = mostCharacters;
  }

  /**
   * The newest whole lines of this level, joined by line feeds. A very long line is cut.
   *
   * @param mostCharacters in all
   */
  static String read(InputStream log, LogLevel level, int mostCharacters) throws IOException {
    var newest = new NewestLines(level, mostCharacters);
    var buffer = new byte[BUFFER];
    for (int read = log.read(buffer); read >= 0; read = log.read(buffer)) {
      for (int i = 0; i < read; i++) {
        newest.next(buffer[i]);
      }
    }
    if (newest.line.size() > 0) {
      newest.end();
    }
    return String.join("\n", newest.lines);
  }

  private void next(byte b) {
    if (b == '\n') {
      end();
    } else if (line.size() < LONGEST_LINE) {
      line.write(b);
    }
  }

  private void end() {
    var text = line.toString(StandardCharsets.UTF_8);
    line.reset();
    if (!level.wants(text)) {
      return;
    }
    lines.addLast(text);
    characters += text.length() + 1;
    while (characters > mostCharacters && !lines.isEmpty()) {
      characters -= lines.removeFirst().length() + 1;
    }
  }
}
