package network.mandala.gateway.infer;

import java.time.Instant;
import java.util.UUID;
import network.mandala.identity.fedai.Envelope;
import network.mandala.identity.fedai.EnvelopePrivateKey;

/**
 * Who the node is.
 *
 * @param id as receipts and descriptors name it
 * @param keyId by which routers know its key
 */
public record NodeIdentity(String id, String keyId, EnvelopePrivateKey key) {
  /** An envelope of now. */
  public Envelope sign(String payload, Instant now) {
    return Envelope.sign(payload, UUID.randomUUID().toString(), now.toEpochMilli(), keyId, key);
  }
}
