package network.mandala.gateway.infer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import network.mandala.gateway.call.InferenceRequest;
import network.mandala.gateway.metering.Usage;
import network.mandala.identity.Sha256;

/** The node's signed answer: the response, and what it used (section 2.3). */
final class Answered {

  private Answered() {}

  /** {@code {"response": ..., "metering": ...}}, two envelopes. */
  static String json(
      NodeIdentity node,
      InferenceRequest request,
      String output,
      Usage usage,
      long millisatoshis,
      Instant now) {
    var response = JsonNodeFactory.instance.objectNode();
    response
        .put("requestId", request.requestId())
        .put("modelId", request.modelId())
        .put("output", output)
        .put("latencyMs", usage.wallMillis());
    response
        .putObject("usage")
        .put("inputTokens", usage.inputTokens())
        .put("outputTokens", usage.outputTokens());
    var metering =
        JsonNodeFactory.instance
            .objectNode()
            .put("requestId", request.requestId())
            .put("nodeId", node.id())
            .put("modelId", request.modelId())
            .put("promptHash", hash(request.prompt()))
            .put("inputTokens", usage.inputTokens())
            .put("outputTokens", usage.outputTokens())
            .put("wallTimeMs", usage.wallMillis())
            .put("bytesIn", usage.bytesIn())
            .put("bytesOut", usage.bytesOut())
            .put("ts", now.toEpochMilli())
            // Ours: members that routers do not know are allowed, and signed.
            .put("costMsat", millisatoshis);
    return "{\"response\":%s,\"metering\":%s}"
        .formatted(
            node.sign(response.toString(), now).json(), node.sign(metering.toString(), now).json());
  }

  /** A piece of an answer on its way. */
  static String chunk(InferenceRequest request, String delta, int index) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("requestId", request.requestId())
        .put("modelId", request.modelId())
        .put("delta", delta)
        .put("index", index)
        .toString();
  }

  /** An error that comes after the stream began. */
  static String error(String word) {
    return JsonNodeFactory.instance.objectNode().put("error", word).toString();
  }

  private static String hash(String prompt) {
    return HexFormat.of().formatHex(Sha256.of(prompt.getBytes(StandardCharsets.UTF_8)));
  }
}
