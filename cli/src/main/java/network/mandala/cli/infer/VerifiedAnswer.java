package network.mandala.cli.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePublicKey;
import network.mandala.identity.fedai.InvalidEnvelope;
import network.mandala.identity.fedai.KeyProfile;

/**
 * An answer whose signatures are good.
 *
 * @param signer who signed both parts
 * @param costMsat thousandths of a satoshi; negative where the node does not say
 */
record VerifiedAnswer(
    String output,
    long inputTokens,
    long outputTokens,
    long wallTimeMs,
    long costMsat,
    String signer) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long PER_SATOSHI = 1000;

  /**
   * Checks it.
   *
   * @param expected who must have signed it; null: whoever it says
   */
  static VerifiedAnswer of(
      InferenceCall.Answer answer,
      String requestId,
      KeyProfile profile,
      EnvelopePublicKey expected) {
    try {
      var response = Envelope.parse(answer.whole().path("response").toString());
      var metering = Envelope.parse(answer.whole().path("metering").toString());
      if (!response.keyId().equals(metering.keyId())) {
        throw new Failure("two different keys signed the answer and what it used");
      }
      var signer = expected == null ? key(profile, response.keyId()) : expected;
      if (!response.isSignedBy(signer) || !metering.isSignedBy(signer)) {
        throw new Failure(
            "the answer is not signed by "
                + signer.text()
                + ": somebody between you and the node may have changed it");
      }
      var said = JSON.readTree(response.payload());
      var used = JSON.readTree(metering.payload());
      requireOf(requestId, said);
      requireOf(requestId, used);
      return new VerifiedAnswer(
          said.path("output").asText(),
          used.path("inputTokens").asLong(),
          used.path("outputTokens").asLong(),
          used.path("wallTimeMs").asLong(),
          used.path("costMsat").asLong(-1),
          signer.text());
    } catch (InvalidEnvelope | JsonProcessingException e) {
      throw new Failure("what came back is no signed answer", e);
    }
  }

  private static EnvelopePublicKey key(KeyProfile profile, String keyId) {
    try {
      return EnvelopePublicKey.parse(profile, keyId);
    } catch (InvalidKey e) {
      throw new Failure(
          "the node calls its key by a name: say which key that is with --node-key", e);
    }
  }

  private static void requireOf(String requestId, JsonNode payload) {
    if (!payload.path("requestId").asText().equals(requestId)) {
      throw new Failure("this is the answer to another call");
    }
  }

  String summary() {
    return "%d tokens read, %d written in %d ms%s; signed by %s"
        .formatted(inputTokens, outputTokens, wallTimeMs, cost(), signer);
  }

  private String cost() {
    return costMsat < 0
        ? ""
        : ", for %d.%03d sat".formatted(costMsat / PER_SATOSHI, costMsat % PER_SATOSHI);
  }

  Map<String, Object> view() {
    var view = new LinkedHashMap<String, Object>();
    view.put("output", output);
    view.put("inputTokens", inputTokens);
    view.put("outputTokens", outputTokens);
    view.put("wallTimeMs", wallTimeMs);
    if (costMsat >= 0) {
      view.put("costMsat", costMsat);
    }
    view.put("signedBy", signer);
    return view;
  }
}
