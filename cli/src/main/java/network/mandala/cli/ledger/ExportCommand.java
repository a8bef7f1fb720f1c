package network.mandala.cli.ledger;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.ledger.receipt.ReceiptFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes the receipts of a project for whoever wants to check them. */
@Command(
    name = "export",
    description =
        "Writes the signed receipts of a project, one JSON document a line. 'mandala ledger verify --file' checks them"
            + " anywhere, without this node.",
    mixinStandardHelpOptions = true)
final class ExportCommand implements Runnable {
  @Spec private CommandSpec command;
  @Mixin private OutputOption output;
  @Mixin private LedgerOption ledger;
  @Mixin private ProjectArgument project;

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "Where to (default: the output).")
  private Path file;

  @Override
  public void run() {
    ledger.use(
        access -> {
          var receipts =
              ReceiptPages.all(access.ledger().receipts(), project.in(access).projectId());
          var bytes = new ByteArrayOutputStream();
          ReceiptFile.write(receipts, bytes);
          var console = output.console();
          console.progress(
              "%d receipts; they are checked with the node's key %s"
                  .formatted(receipts.size(), access.nodeKey()));
          if (file == null) {
            var out = command.commandLine().getOut();
            out.print(bytes.toString(StandardCharsets.UTF_8));
            out.flush();
          } else {
            write(bytes.toByteArray());
            console.answer(
                () -> "wrote " + file,
                Map.of("file", file.toString(), "receipts", receipts.size()));
          }
        });
  }

  private void write(byte[] bytes) {
    try {
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new Failure("cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
