package network.mandala.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.fedai.Envelope;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs what was paid for a call. */
@Command(
    name = "receipt",
    description =
        "Signs a receipt of what you paid for a call of inference, in a file that mandala infer"
            + " --receipts takes.",
    mixinStandardHelpOptions = true)
public final class ReceiptCommand implements Runnable {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private OutputOption output;
  @Mixin private EnvelopeKeyOption signer;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private What what;

  /** What the receipt is for. */
  private static final class What {
    @Option(
        names = "--payment-request",
        paramLabel = "FILE",
        description = "The envelope with the request for payment that a router answered.")
    private Path file;

    @ArgGroup(exclusive = false)
    private Named named;
  }

  private static final class Named {
    @Option(
        names = "--request-id",
        required = true,
        paramLabel = "ID",
        description = "The call that is paid.")
    private String requestId;

    @Option(
        names = "--payee",
        required = true,
        paramLabel = "ID",
        description = "The node that is paid.")
    private String payee;
  }

  @Option(
      names = "--amount",
      paramLabel = "SATOSHIS",
      description = "What was paid (default: what was asked for).")
  private Long amount;

  @Option(
      names = "--paid-at-ms",
      paramLabel = "MILLISECONDS",
      description = "When, since 1970 (default: now).")
  private Long paidAtMs;

  @Option(names = "--invoice", paramLabel = "TEXT", description = "The invoice that was paid.")
  private String invoice;

  @Option(
      names = "--payment-hash",
      paramLabel = "HEX",
      description = "The hash by which Lightning knows the payment.")
  private String paymentHash;

  @Option(
      names = "--preimage",
      paramLabel = "HEX",
      description = "What proves the payment; whose hash it is.")
  private String preimage;

  @Option(
      names = "--write",
      required = true,
      paramLabel = "FILE",
      description = "The file that gets the receipt.")
  private Path target;

  @Override
  public void run() {
    var key = signer.key();
    var receipt = receipt();
    var envelope =
        Envelope.sign(
            receipt.toString(),
            UUID.randomUUID().toString(),
            System.currentTimeMillis(),
            signer.keyId(key),
            key);
    try {
      var pretty =
          JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(envelope.json()));
      Files.writeString(target, pretty + "\n");
    } catch (IOException e) {
      throw new Failure("cannot write " + target + ": " + e.getMessage(), e);
    }
    output.console().answer(() -> "Receipt: " + target, receipt);
  }

  private ObjectNode receipt() {
    var asked = what.file == null ? JSON.createObjectNode() : request(what.file);
    var receipt =
        JSON.createObjectNode()
            .put("requestId", what.file == null ? what.named.requestId : text(asked, "requestId"))
            .put("payeeType", what.file == null ? "node" : text(asked, "payeeType"))
            .put("payeeId", what.file == null ? what.named.payee : text(asked, "payeeId"))
            .put("amountSats", amount(asked))
            .put("paidAtMs", paidAtMs == null ? System.currentTimeMillis() : paidAtMs);
    put(receipt, "invoice", invoice, asked);
    put(receipt, "paymentHash", paymentHash, asked);
    if (preimage != null) {
      receipt.put("preimage", preimage);
    }
    if (asked.path("splits").isArray()) {
      receipt.set("splits", asked.path("splits"));
    }
    return receipt;
  }

  private long amount(JsonNode asked) {
    if (amount != null) {
      return amount;
    }
    if (!asked.path("amountSats").isNumber()) {
      throw new Failure("how much was paid? Say it with --amount");
    }
    return asked.path("amountSats").asLong();
  }

  private static void put(ObjectNode receipt, String name, String given, JsonNode asked) {
    var value = given == null ? asked.path(name).asText() : given;
    if (!value.isEmpty()) {
      receipt.put(name, value);
    }
  }

  private static String text(JsonNode asked, String name) {
    if (asked.path(name).asText().isEmpty()) {
      throw new Failure("the request for payment has no " + name);
    }
    return asked.path(name).asText();
  }

  /** As routers answer it with 402, or the envelope alone. */
  private static JsonNode request(Path file) {
    try {
      var json = JSON.readTree(Files.readString(file));
      var envelope = json.path("payment").isObject() ? json.path("payment") : json;
      return envelope.path("payload");
    } catch (JsonProcessingException e) {
      throw new Failure(file + " is no JSON", e);
    } catch (IOException e) {
      throw new Failure("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
