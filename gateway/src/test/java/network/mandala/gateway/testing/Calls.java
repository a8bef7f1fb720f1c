package network.mandala.gateway.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.UUID;
import network.mandala.identity.Sha256;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.SchnorrPrivateKey;

/** Calls as routers make them. */
public final class Calls {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Nobody's: the numbers three, four and five. */
  public static final EnvelopePrivateKey NODE = SchnorrPrivateKey.parse("%064x".formatted(3));

  public static final EnvelopePrivateKey ROUTER = SchnorrPrivateKey.parse("%064x".formatted(4));
  public static final EnvelopePrivateKey CLIENT = SchnorrPrivateKey.parse("%064x".formatted(5));

  private Calls() {}

  /** A payload that the mock runner answers. */
  public static ObjectNode ask(String prompt) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", "req-" + UUID.randomUUID())
        .put("modelId", "mock-model")
        .put("prompt", prompt)
        .put("maxTokens", 16);
  }

  /** The payload in an envelope of the router's, of now. */
  public static String signed(ObjectNode payload) {
    return signed(payload, UUID.randomUUID().toString(), System.currentTimeMillis());
  }

  public static String signed(ObjectNode payload, String nonce, long ts) {
    return Envelope.sign(payload.toString(), nonce, ts, ROUTER.publicKey().text(), ROUTER).json();
  }

  /** What a client paid for a call, without its envelope. */
  public static ObjectNode receipt(ObjectNode payload, long satoshis) {
    var preimage = Sha256.of(UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", payload.path("requestId").asText())
        .put("payeeType", "node")
        .put("payeeId", "node-1")
        .put("amountSats", satoshis)
        .put("paidAtMs", System.currentTimeMillis())
        .put("preimage", HexFormat.of().formatHex(preimage))
        .put("paymentHash", HexFormat.of().formatHex(Sha256.of(preimage)));
  }

  /** The call with a receipt that this key signed. */
  public static ObjectNode paid(ObjectNode payload, ObjectNode receipt, EnvelopePrivateKey key) {
    var envelope =
        Envelope.sign(
            receipt.toString(),
            UUID.randomUUID().toString(),
            System.currentTimeMillis(),
            key.publicKey().text(),
            key);
    var paid = payload.deepCopy();
    paid.withArray("paymentReceipts").add(json(envelope.json()));
    return paid;
  }

  public static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("no JSON: " + text, e);
    }
  }
}
