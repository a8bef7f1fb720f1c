package network.mandala.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class FailureReportTest {
  @Test
  void showsAFailureAsOneSentenceWithoutAStackTrace() {
    var shown = run(new Failure("there is no project demo: make it"));

    assertThat(shown.text()).isEqualTo("mandala: there is no project demo: make it\n");
    assertThat(shown.exitCode()).isEqualTo(1);
  }

  @Test
  void saysWhatToDoWhenTheClusterDoesNotAnswer() {
    var shown = run(new KubernetesClientException("list", new IOException(new ConnectException())));

    assertThat(shown.text())
        .contains("does not answer: nobody listens at its address")
        .contains("./mandala status");
  }

  @Test
  void passesTheWordsOfTheApiServerOn() {
    var status = new StatusBuilder().withMessage("spec.quota.cpu: no quantity").build();

    var shown = run(new KubernetesClientException("patch", 422, status));

    assertThat(shown.text())
        .isEqualTo("mandala: the cluster refused: spec.quota.cpu: no quantity\n");
  }

  @Test
  void tellsOurOwnMistakesFromThoseOfAPerson() {
    var shown = run(new IllegalStateException("impossible"));

    assertThat(shown.text()).contains("mistake in mandala").contains("IllegalStateException");
    assertThat(shown.exitCode()).isEqualTo(1);
  }

  private record Shown(int exitCode, String text) {}

  private static Shown run(RuntimeException thrown) {
    var err = new StringWriter();
    int exitCode =
        new CommandLine(new Throwing(thrown))
            .setErr(new PrintWriter(err, true))
            .setExecutionExceptionHandler(new FailureReport())
            .execute();
    return new Shown(exitCode, err.toString());
  }

  @Command
  private record Throwing(RuntimeException thrown) implements Runnable {
    @Override
    public void run() {
      throw thrown;
    }
  }
}
