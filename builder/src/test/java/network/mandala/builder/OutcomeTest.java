package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutcomeTest {
  /** Kubernetes cuts a termination log off here. */
  private static final int TERMINATION_LOG_BYTES = 4096;

  @TempDir Path folder;

  @Test
  void writesAnImage() throws IOException {
    var image = new Outcome.Assembled("h/r@sha256:1", "sha256:1", 5, 7, "");
    assertThat(written(image))
        .isEqualTo(
            "{\"image\":\"h/r@sha256:1\",\"digest\":\"sha256:1\",\"sizeBytes\":5,\"durationMillis\":7}");
    assertThat(written(image.withSite("h/s@sha256:2"))).contains("\"site\":\"h/s@sha256:2\"}");
  }

  @Test
  void writesAFailure() throws IOException {
    assertThat(written(new Outcome.Failed("EntryMissing", "no \"x\"")))
        .isEqualTo("{\"reason\":\"EntryMissing\",\"message\":\"no \\\"x\\\"\"}");
  }

  @Test
  void staysWithinATerminationLogWhateverTheMessage() throws IOException {
    for (String letter : new String[] {"a", "\"", "日", "\uD83D\uDE00"}) {
      Path log = folder.resolve("log");
      new Outcome.Failed("SourceInvalid", letter.repeat(5000)).write(log);

      assertThat(Files.size(log)).isLessThan(TERMINATION_LOG_BYTES);
    }
  }

  @Test
  void writesNothingAfterAFetch() throws IOException {
    new Outcome.Done().write(folder.resolve("log"));

    assertThat(folder.resolve("log")).doesNotExist();
  }

  private String written(Outcome outcome) throws IOException {
    outcome.write(folder.resolve("log"));
    return Files.readString(folder.resolve("log"));
  }
}
