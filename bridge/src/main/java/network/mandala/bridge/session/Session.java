package network.mandala.bridge.session;

import java.time.Instant;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.Nonce;

/**
 * What the handshake agreed on.
 *
 * @param nonce ours: the name of the session
 * @param peer who calls
 * @param peerNonce theirs: every reply of the session names it
 */
public record Session(Nonce nonce, PublicKey peer, Nonce peerNonce, Instant expiresAt) {}
