package network.mandala.cli.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.PublicKey;
import network.mandala.ledger.receipt.Receipt;
import network.mandala.ledger.receipt.ReceiptChain;
import network.mandala.ledger.receipt.ReceiptFile;
import network.mandala.ledger.receipt.Verification;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves what was charged, or says which receipt is wrong. */
@Command(
    name = "verify",
    description =
        "Checks the receipts of a project: every signature, every sum, and that none is missing. With --file and --key it"
            + " needs nothing of the node.",
    mixinStandardHelpOptions = true)
final class VerifyCommand implements Runnable {
  private static final int SHOWN = 10;

  @Spec private CommandSpec command;
  @Mixin private OutputOption output;
  @Mixin private LedgerOption ledger;

  @ArgGroup(multiplicity = "1")
  private What what;

  @Option(
      names = "--key",
      paramLabel = "HEX",
      description =
          "The node's public key, 66 hexadecimal digits; from the node itself it is asked where it is not said.")
  private String key;

  /** One of the two. */
  private static final class What {
    @Parameters(paramLabel = "PROJECT", description = "The project: its name, or its id.")
    private String project;

    @Option(
        names = {"-f", "--file"},
        paramLabel = "FILE",
        description = "Receipts that 'mandala ledger export' wrote.")
    private Path file;
  }

  @Override
  public void run() {
    if (what.file == null) {
      ledger.use(
          access ->
              check(
                  ReceiptPages.all(
                      access.ledger().receipts(), access.project(what.project).projectId()),
                  key == null ? access.nodeKey() : PublicKey.parse(key)));
      return;
    }
    if (key == null) {
      throw new ParameterException(
          command.commandLine(),
          "--file needs --key: the public key of the node that you paid, from somewhere else than the file");
    }
    try {
      check(read(what.file), PublicKey.parse(key));
    } catch (RuntimeException e) {
      throw LedgerFailure.inWords(e);
    }
  }

  private void check(List<Receipt> receipts, PublicKey nodeKey) {
    var result = ReceiptChain.verify(receipts, nodeKey);
    if (!result.ok()) {
      throw new Failure(problems(result));
    }
    var view = VerificationView.of(result, nodeKey);
    output.console().answer(view::text, view);
  }

  private static String problems(Verification result) {
    var some =
        result.problems().stream()
            .limit(SHOWN)
            .map(problem -> "\n  " + problem)
            .collect(Collectors.joining());
    int more = result.problems().size() - SHOWN;
    return "these are not the receipts that the node signed:"
        + some
        + (more > 0 ? "\n  and " + more + " more" : "");
  }

  private static List<Receipt> read(Path file) {
    try (var in = Files.newInputStream(file)) {
      return ReceiptFile.read(in);
    } catch (NoSuchFileException e) {
      throw new Failure("there is no file " + file, e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
