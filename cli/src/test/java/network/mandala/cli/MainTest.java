package network.mandala.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void helpIsNoFailure() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("agent", "project", "ledger");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "agent push",
        "agent push . --project demo --name hello --runtime cobol",
        "agent push . --project demo --name hello --timeout soon",
        "agent list --output xml",
        "project create",
        "ledger credit demo 1.5 --reason test",
        "ledger credit demo 0 --reason test",
        "ledger credit demo -5 --reason test",
        "ledger credit demo 9223372036854775808 --reason test",
        "ledger credit demo 5",
        "ledger adjust demo -5.5 --reason test",
        "ledger adjust demo -5 --resaon test",
        "ledger entries demo --from yesterday",
        "ledger entries demo --kind gift",
        "ledger verify",
        "ledger verify demo --file receipts.json",
        "ledger verify --file receipts.json",
        "ledger prices future",
        "nonsense"
      })
  void wrongUsageIsExitCodeTwoAndSaysWhatIsWrong(String arguments) {
    assertThat(run(arguments.split(" "))).isEqualTo(2);
    assertThat(err.toString()).isNotBlank();
  }

  @Test
  void aFailureIsExitCodeOneAndOneSentence(@TempDir Path folder) {
    int exitCode =
        run(
            "agent",
            "push",
            folder.toString(),
            "--project",
            "demo",
            "--name",
            "hello",
            "--wait=false");

    assertThat(exitCode).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("mandala: cannot tell the runtime")
        .contains("--runtime node|python");
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(arguments);
  }
}
