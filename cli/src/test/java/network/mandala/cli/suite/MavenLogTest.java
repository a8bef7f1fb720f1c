package network.mandala.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenLogTest {
  @TempDir Path folder;

  @Test
  void failedTestsAreToldByReportsAlone() throws IOException {
    var log =
        log(
            """
            [INFO] Running network.mandala.SomeTest
            [ERROR] Tests run: 3, Failures: 1, Errors: 0, Skipped: 0
            [ERROR] There are test failures.
            """);
    assertThat(log.lostTests()).isEmpty();
    assertThat(log.firstError()).isEqualTo("Tests run: 3, Failures: 1, Errors: 0, Skipped: 0");
  }

  @Test
  void aVirtualMachineThatDiedHasLeftTestsWithoutAReport() throws IOException {
    var log =
        log(
            """
            [INFO] Running network.mandala.SomeTest
            [ERROR]\s
            [ERROR] The forked VM terminated without properly saying goodbye. VM crash or System.exit called?
            """);
    assertThat(log.lostTests())
        .hasValue(
            "The forked VM terminated without properly saying goodbye. VM crash or System.exit called?");
  }

  @Test
  void aLogWithoutErrorsSaysSo() throws IOException {
    assertThat(log("[INFO] BUILD SUCCESS").firstError()).isEqualTo("see its log");
  }

  @Test
  void ofARunThatWasStoppedItIsToldWhatWasUnderWay() throws IOException {
    assertThat(
            log("""
                [INFO] Running network.mandala.OneIT
                [INFO] Running network.mandala.TwoIT
                [INFO] Tests run: 1, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 1 s -- in network.mandala.OneIT
                """)
                .underWay())
        .containsExactly("TwoIT");
  }

  private MavenLog log(String text) throws IOException {
    return new MavenLog(Files.writeString(folder.resolve("log"), text));
  }
}
