package network.mandala.cli.infer;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.EnvelopePublicKey;
import network.mandala.identity.fedai.InvalidEnvelope;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks a model. */
@Command(
    name = "infer",
    description =
        "Asks a model through a node's gateway or a router: signs the call, prints the answer as it"
            + " comes, and checks who signed it.",
    mixinStandardHelpOptions = true)
public final class InferCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private OutputOption output;
  @Mixin private EnvelopeKeyOption signer;

  @Option(
      names = {"--url", "--router"},
      required = true,
      paramLabel = "URL",
      description = "Where the gateway or the router is.")
  private URI url;

  @Option(names = "--model", required = true, paramLabel = "MODEL", description = "The model.")
  private String model;

  @Option(
      names = "--max-tokens",
      paramLabel = "N",
      defaultValue = "256",
      description = "Most tokens that it may write (default ${DEFAULT-VALUE}).")
  private int maxTokens;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description = "How freely it writes (default: what its runner does).")
  private Double temperature;

  @Option(
      names = "--receipts",
      paramLabel = "FILE",
      split = ",",
      description = "Receipts of what you paid: mandala receipt makes them.")
  private List<Path> receipts = List.of();

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "Names the call, as its receipts do (default: a new one).")
  private String requestId = UUID.randomUUID().toString();

  @Option(
      names = "--node-key",
      paramLabel = "KEY",
      description =
          "Who must have signed the answer: npub, PEM or 64 digits (default: whoever it says it is"
              + " from).")
  private String nodeKey;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5m",
      description = "The longest time for the whole answer (default ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Parameters(paramLabel = "PROMPT", description = "What it is asked.")
  private String prompt;

  @Override
  public void run() {
    var console = output.console();
    var key = signer.key();
    var expected = nodeKey == null ? null : nodeKey(key);
    var call = new InferenceCall(url, timeout, key, signer.keyId(key));
    var answer = call.ask(payload(), console::piece);
    var verified = VerifiedAnswer.of(answer, requestId, key.profile(), expected);
    if (!verified.output().equals(answer.streamed()) && answer.isStreamed()) {
      throw new Failure("what was sent bit by bit is not what the node signed: do not believe it");
    }
    console.piece(answer.isStreamed() ? System.lineSeparator() : "");
    console.progress(verified.summary());
    if (answer.isStreamed()) {
      console.answerOfPieces(verified.view());
    } else {
      console.answer(verified::output, verified.view());
    }
  }

  private EnvelopePublicKey nodeKey(EnvelopePrivateKey key) {
    try {
      return EnvelopePublicKey.parse(key.profile(), nodeKey);
    } catch (InvalidKey e) {
      throw new Failure("--node-key is none: " + e.getMessage(), e);
    }
  }

  private ObjectNode payload() {
    var payload =
        JSON.createObjectNode()
            .put("requestId", requestId)
            .put("modelId", model)
            .put("prompt", prompt)
            .put("maxTokens", maxTokens);
    if (temperature != null) {
      payload.put("temperature", temperature);
    }
    for (var file : receipts) {
      try {
        var envelope = Envelope.parse(Files.readString(file)).json();
        payload.withArray("paymentReceipts").add(JSON.readTree(envelope));
      } catch (InvalidEnvelope e) {
        throw new Failure(file + " is no receipt: " + e.getMessage(), e);
      } catch (IOException e) {
        throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
      }
    }
    return payload;
  }
}
