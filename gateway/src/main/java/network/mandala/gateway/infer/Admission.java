package network.mandala.gateway.infer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.util.List;
import java.util.function.ToIntFunction;
import network.mandala.gateway.call.InferenceRequest;
import network.mandala.gateway.call.Refused;
import network.mandala.gateway.replay.JdbiNonces;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.fedai.Ed25519PublicKey;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.InvalidEnvelope;
import network.mandala.identity.fedai.KeyProfile;
import network.mandala.identity.fedai.SchnorrPublicKey;

/** The checks before payment, in the order of the older node's two generations (section 3.1). */
final class Admission {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LONGEST_KEY_ID = 200;

  private final KeyProfile profile;
  private final OlderRouter olderRouter;
  private final Access access;
  private final Limits limits;
  private final RateLimit rate;
  private final JdbiNonces nonces;
  private final ToIntFunction<String> contextWindow;
  private final Clock clock;

  /**
   * @param contextWindow of a model, in tokens
   */
  Admission(
      KeyProfile profile,
      OlderRouter olderRouter,
      Access access,
      Limits limits,
      JdbiNonces nonces,
      ToIntFunction<String> contextWindow,
      Clock clock) {
    this.profile = profile;
    this.olderRouter = olderRouter;
    this.access = access;
    this.limits = limits;
    this.rate = new RateLimit(limits.rate(), limits.rateWindow());
    this.nonces = nonces;
    this.contextWindow = contextWindow;
    this.clock = clock;
  }

  /**
   * A call that may be paid.
   *
   * @param id names it for ever
   */
  record Admitted(byte[] id, String keyId, InferenceRequest request) {}

  /**
   * @throws Refused with the first thing that is wrong
   */
  Admitted admit(String body) {
    var envelope = envelope(body);
    var request = InferenceRequest.parse(envelope.payload());
    switch (profile) {
      case SCHNORR -> {
        requireSchnorr(envelope);
        access.require(envelope.keyId());
        if (!rate.allows(envelope.keyId(), clock.instant())) {
          throw new Refused(429, "rate-limited");
        }
        requireSize(request);
        if ((long) request.estimatedInputTokens() + request.maxTokens()
            > contextWindow.applyAsInt(request.modelId())) {
          throw new Refused(400, "context-window-exceeded");
        }
      }
      case ED25519 -> {
        requireSize(request);
        requireEd25519(envelope);
      }
    }
    return new Admitted(once(envelope), envelope.keyId(), request);
  }

  private static Envelope envelope(String body) {
    try {
      var envelope = Envelope.parse(body);
      if (envelope.keyId().length() > LONGEST_KEY_ID) {
        throw new Refused(400, "invalid-envelope", List.of("keyId: is too long"));
      }
      return envelope;
    } catch (InvalidEnvelope e) {
      throw isJson(body)
          ? new Refused(400, "invalid-envelope", e.details())
          : new Refused(400, "invalid-json");
    }
  }

  private static boolean isJson(String body) {
    try {
      JSON.readTree(body);
      return true;
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private void requireSize(InferenceRequest request) {
    if (request.promptBytes() > limits.promptBytes()) {
      throw new Refused(413, "prompt-too-large");
    }
    if (request.maxTokens() > limits.tokens()) {
      throw new Refused(400, "max-tokens-exceeded");
    }
  }

  private static void requireSchnorr(Envelope envelope) {
    if (!SchnorrPublicKey.isNpub(envelope.keyId())) {
      throw new Refused(400, "invalid-key-id");
    }
    if (!envelope.isSignedBy(SchnorrPublicKey.parse(envelope.keyId()))) {
      throw new Refused(401, "invalid-signature");
    }
  }

  private void requireEd25519(Envelope envelope) {
    if (!olderRouter.keyId().isEmpty() && !olderRouter.keyId().equals(envelope.keyId())) {
      throw new Refused(401, "router-key-id-mismatch");
    }
    if (olderRouter.publicKey().isEmpty()) {
      throw new Refused(500, "router-public-key-missing");
    }
    try {
      if (envelope.isSignedBy(Ed25519PublicKey.parse(olderRouter.publicKey()))) {
        return;
      }
    } catch (InvalidKey e) {
      throw new Refused(500, "router-public-key-missing");
    }
    throw new Refused(401, "invalid-signature");
  }

  /** After the signature: nobody else can use up a nonce. */
  private byte[] once(Envelope envelope) {
    var now = clock.instant();
    if (!JdbiNonces.isOfNow(envelope, now)) {
      throw new Refused(400, "ts-out-of-window");
    }
    var call = JdbiNonces.callOf(envelope);
    if (!nonces.isFirst(call, now)) {
      throw new Refused(400, "nonce-reused");
    }
    return call;
  }
}
