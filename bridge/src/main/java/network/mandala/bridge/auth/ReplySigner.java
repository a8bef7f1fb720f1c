package network.mandala.bridge.auth;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.bsv.AuthMessage;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.Preimage;
import network.mandala.identity.bsv.SignedHeaders;
import network.mandala.identity.bsv.WalletKey;

/** Signs replies for the one who asked. After it no header that begins with x-bsv- may change. */
public final class ReplySigner {
  private final WalletKey node;
  private final SecureRandom random;

  public ReplySigner(WalletKey node, SecureRandom random) {
    this.node = node;
    this.random = random;
  }

  public Reply sign(Caller caller, Reply reply) {
    var nonce = Nonce.random(random, Nonce.MESSAGE_BYTES);
    var theirs = caller.session().peerNonce();
    var message =
        Preimage.ofReply(
            caller.requestId(),
            reply.status(),
            SignedHeaders.ofReply(reply.headers()),
            reply.body());
    var signature = caller.party().sign(AuthMessage.invoice(nonce, theirs), message);
    return reply.with(
        Map.of(
            AuthHeaders.VERSION, AuthMessage.VERSION,
            AuthHeaders.IDENTITY_KEY, node.publicKey().hex(),
            AuthHeaders.NONCE, nonce.text(),
            AuthHeaders.YOUR_NONCE, theirs.text(),
            AuthHeaders.REQUEST_ID, caller.requestId().text(),
            AuthHeaders.SIGNATURE, HexFormat.of().formatHex(signature)));
  }
}
