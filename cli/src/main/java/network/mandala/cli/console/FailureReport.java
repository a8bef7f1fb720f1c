package network.mandala.cli.console;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.nio.channels.ClosedChannelException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * The one place where an exception becomes words and an exit code. A stack trace is shown for our
 * own mistakes only.
 */
public final class FailureReport implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception exception, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    switch (exception) {
      case Failure failure -> err.println("mandala: " + failure.getMessage());
      case KubernetesClientException refused -> err.println("mandala: " + explain(refused));
      default -> {
        err.println("mandala: this is a mistake in mandala, please report it with these lines:");
        exception.printStackTrace(err);
      }
    }
    err.flush();
    return CommandLine.ExitCode.SOFTWARE;
  }

  static String explain(KubernetesClientException refused) {
    return switch (refused.getCode()) {
      case 401 ->
          "the cluster does not accept the credentials of this kubeconfig: get a new one (locally: eval \"$(./mandala env)\")";
      case 403 ->
          "the cluster does not allow this to the user of this kubeconfig: "
              + statusMessage(refused);
      case 404 ->
          "the cluster does not know what was asked for ("
              + statusMessage(refused)
              + "). Is Mandala installed in it (./mandala status), and does the project exist?";
      case -1, 0 ->
          "the cluster does not answer: "
              + innermost(refused)
              + ". Is it running (./mandala status), and is it the right kubeconfig (KUBECONFIG, --kubeconfig)?";
      default -> "the cluster refused: " + statusMessage(refused);
    };
  }

  private static String statusMessage(KubernetesClientException refused) {
    return refused.getStatus() != null && refused.getStatus().getMessage() != null
        ? refused.getStatus().getMessage()
        : refused.getMessage();
  }

  /** The deepest cause says what happened; a refused connection has no words of its own. */
  private static String innermost(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    if (deepest instanceof ClosedChannelException || deepest instanceof ConnectException) {
      return "nobody listens at its address";
    }
    return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
  }
}
