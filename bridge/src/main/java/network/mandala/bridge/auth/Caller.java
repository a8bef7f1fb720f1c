package network.mandala.bridge.auth;

import network.mandala.bridge.session.Session;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.Counterparty;
import network.mandala.identity.bsv.Nonce;

/**
 * Who a request says that it is from. Its session is ours and of this identity; whether the request
 * is too is known after {@link Gate#requireSigned}.
 */
public final class Caller {
  private final Session session;
  private final Counterparty party;
  private final Nonce requestId;
  private final Nonce nonce;
  private final byte[] signature;

  Caller(Session session, Counterparty party, Nonce requestId, Nonce nonce, byte[] signature) {
    this.session = session;
    this.party = party;
    this.requestId = requestId;
    this.nonce = nonce;
    this.signature = signature;
  }

  public PublicKey identity() {
    return session.peer();
  }

  Session session() {
    return session;
  }

  Counterparty party() {
    return party;
  }

  Nonce requestId() {
    return requestId;
  }

  Nonce nonce() {
    return nonce;
  }

  byte[] signature() {
    return signature;
  }
}
