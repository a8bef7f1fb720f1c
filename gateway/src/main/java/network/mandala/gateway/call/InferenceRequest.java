package network.mandala.gateway.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a model is asked (section 2.3). Members that nobody here knows are allowed.
 *
 * @param maxTokens most that are written
 * @param temperature null where it is left to the runner
 * @param topP null where it is left to the runner
 * @param receipts envelopes of payments, as JSON; most are for others
 */
public record InferenceRequest(
    String requestId,
    String modelId,
    String prompt,
    int maxTokens,
    Double temperature,
    Double topP,
    List<String> receipts) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_NAME = 200;
  private static final int MOST_RECEIPTS = 100;
  private static final int BYTES_OF_A_TOKEN = 4;
  private static final Set<String> JOB_TYPES =
      Set.of("EMBEDDING", "RERANK", "CLASSIFY", "MODERATE", "TOOL_CALL", "SUMMARISE", "GEN_CHUNK");

  /**
   * Reads the payload of an envelope.
   *
   * @throws Refused naming each field that is wrong
   */
  public static InferenceRequest parse(String payload) {
    JsonNode json;
    try {
      json = JSON.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new Refused(400, "invalid-envelope", List.of("payload: must be an object"));
    }
    var problems = new ArrayList<String>();
    name(json, "requestId", problems);
    name(json, "modelId", problems);
    require(json.path("prompt").isTextual(), "payload.prompt: must be a text", problems);
    var maxTokens = json.path("maxTokens");
    require(
        maxTokens.isNumber()
            && maxTokens.asDouble() == Math.rint(maxTokens.asDouble())
            && maxTokens.asDouble() >= 1
            && maxTokens.asDouble() <= Integer.MAX_VALUE,
        "payload.maxTokens: must be a whole number of at least 1",
        problems);
    number(json, "temperature", problems);
    number(json, "topP", problems);
    var jobType = json.path("jobType");
    require(
        jobType.isMissingNode() || JOB_TYPES.contains(jobType.asText()),
        "payload.jobType: must be one of " + JOB_TYPES.stream().sorted().toList(),
        problems);
    metadata(json.path("metadata"), problems);
    var receipts = json.path("paymentReceipts");
    require(
        receipts.isMissingNode() || (receipts.isArray() && receipts.size() <= MOST_RECEIPTS),
        "payload.paymentReceipts: must be an array of at most " + MOST_RECEIPTS,
        problems);
    if (!problems.isEmpty()) {
      throw new Refused(400, "invalid-envelope", problems);
    }
    var envelopes = new ArrayList<String>();
    receipts.forEach(receipt -> envelopes.add(receipt.toString()));
    return new InferenceRequest(
        json.path("requestId").asText(),
        json.path("modelId").asText(),
        json.path("prompt").asText(),
        (int) maxTokens.asDouble(),
        optional(json.path("temperature")),
        optional(json.path("topP")),
        List.copyOf(envelopes));
  }

  private static void name(JsonNode json, String field, List<String> problems) {
    var value = json.path(field);
    require(
        value.isTextual() && !value.asText().isEmpty() && value.asText().length() <= LONGEST_NAME,
        "payload.%s: must be a text of 1 to %d characters".formatted(field, LONGEST_NAME),
        problems);
  }

  private static void number(JsonNode json, String field, List<String> problems) {
    var value = json.path(field);
    require(
        value.isMissingNode() || (value.isNumber() && Double.isFinite(value.asDouble())),
        "payload.%s: must be a number".formatted(field),
        problems);
  }

  private static void metadata(JsonNode metadata, List<String> problems) {
    boolean texts = metadata.isMissingNode() || metadata.isObject();
    for (var value : metadata) {
      texts &= value.isTextual();
    }
    require(texts, "payload.metadata: must be a map of texts", problems);
  }

  private static Double optional(JsonNode number) {
    return number.isMissingNode() ? null : (Double) number.asDouble();
  }

  private static void require(boolean holds, String otherwise, List<String> problems) {
    if (!holds) {
      problems.add(otherwise);
    }
  }

  public int promptBytes() {
    return prompt.getBytes(StandardCharsets.UTF_8).length;
  }

  /** As the older node guesses: a token for every four characters. */
  public int estimatedInputTokens() {
    return estimate(prompt);
  }

  /** As the older node guesses how many tokens a text has; at least one. */
  public static int estimate(String text) {
    return Math.max(1, Math.ceilDiv(text.length(), BYTES_OF_A_TOKEN));
  }
}
