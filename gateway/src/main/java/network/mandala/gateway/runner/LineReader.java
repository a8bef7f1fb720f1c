package network.mandala.gateway.runner;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Lines of text, none of them longer than is allowed. */
final class LineReader {
  private final InputStream in;
  private final int longest;

  LineReader(InputStream in, int longest) {
    this.in = new BufferedInputStream(in);
    this.longest = longest;
  }

  /** Null at the end. */
  String next() throws IOException {
    var line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return null;
    }
    while (c >= 0 && c != '\n') {
      if (line.size() == longest) {
        throw RunnerFailed.because("a line of the runner's answer is longer than any should be");
      }
      if (c != '\r') {
        line.write(c);
      }
      c = in.read();
    }
    return line.toString(StandardCharsets.UTF_8);
  }
}
