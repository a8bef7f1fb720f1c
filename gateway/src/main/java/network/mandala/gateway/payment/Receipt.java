package network.mandala.gateway.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.gateway.call.Refused;
import network.mandala.identity.Sha256;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.InvalidEnvelope;

/**
 * What a client says that it paid (section 2.3), and its envelope.
 *
 * @param paymentHash 64 hexadecimal digits, or empty
 * @param preimage 64 hexadecimal digits, or empty
 * @param invoice or empty
 */
record Receipt(
    Envelope envelope,
    String requestId,
    String payeeId,
    double amountSats,
    double paidAtMs,
    String paymentHash,
    String preimage,
    String invoice,
    List<Split> splits) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern HEX = Pattern.compile("[0-9a-fA-F]{64}");

  /** A part of a payment. */
  record Split(double amountSats, String role) {}

  /** The first that is addressed to this node; nobody has looked at its signature. */
  static Optional<Receipt> addressedTo(String nodeId, List<String> envelopes) {
    for (var json : envelopes) {
      JsonNode payload;
      Envelope envelope;
      try {
        envelope = Envelope.parse(json);
        payload = JSON.readTree(envelope.payload());
      } catch (InvalidEnvelope | JsonProcessingException e) {
        throw new Refused(
            400, "invalid-envelope", List.of("payload.paymentReceipts: must be envelopes"));
      }
      if (payload.path("payeeType").asText().equals("node")
          && payload.path("payeeId").asText().equals(nodeId)) {
        return Optional.of(read(envelope, payload));
      }
    }
    return Optional.empty();
  }

  private static Receipt read(Envelope envelope, JsonNode payload) {
    var splits = new ArrayList<Split>();
    for (var split : payload.path("splits")) {
      require(split.path("amountSats").isNumber() && split.path("amountSats").asDouble() >= 0);
      splits.add(
          new Split(
              split.path("amountSats").asDouble(), split.path("role").asText("node-inference")));
    }
    require(
        payload.path("requestId").isTextual()
            && payload.path("amountSats").isNumber()
            && payload.path("paidAtMs").isNumber()
            && isHashOrAbsent(payload.path("paymentHash"))
            && isHashOrAbsent(payload.path("preimage"))
            && (payload.path("invoice").isMissingNode() || payload.path("invoice").isTextual()));
    return new Receipt(
        envelope,
        payload.path("requestId").asText(),
        payload.path("payeeId").asText(),
        payload.path("amountSats").asDouble(),
        payload.path("paidAtMs").asDouble(),
        payload.path("paymentHash").asText(),
        payload.path("preimage").asText(),
        payload.path("invoice").asText(),
        splits);
  }

  private static boolean isHashOrAbsent(JsonNode value) {
    return value.isMissingNode() || (value.isTextual() && HEX.matcher(value.asText()).matches());
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new Refused(400, "invalid-payment-receipt");
    }
  }

  /** Names what was signed. */
  byte[] id() {
    return Sha256.of(envelope.signedBytes());
  }

  /** Names the payment itself: two receipts may tell of one. */
  byte[] payment() {
    return HexFormat.of().parseHex(paymentHash);
  }

  boolean hasPreimageOfItsHash() {
    return !preimage.isEmpty()
        && !paymentHash.isEmpty()
        && HexFormat.of()
            .formatHex(Sha256.of(HexFormat.of().parseHex(preimage)))
            .equalsIgnoreCase(paymentHash);
  }
}
