package network.mandala.bridge.auth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.session.Sessions;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.AuthMessage;
import network.mandala.identity.bsv.InvalidNonce;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.WalletKey;

/** Tells a caller who we are, and gives them a session. Nothing is remembered of it. */
public final class Handshake {
  /** Where all published clients send it. */
  public static final String PATH = "/.well-known/auth";

  private final WalletKey node;
  private final Sessions sessions;

  public Handshake(WalletKey node, Sessions sessions) {
    this.node = node;
    this.sessions = sessions;
  }

  /**
   * @throws Refusal 400, as there is nobody yet for whom a reply could be signed
   */
  public Reply answer(byte[] body) {
    var message = Json.parseObject(body);
    if (!text(message, "version").equals(AuthMessage.VERSION)) {
      throw wrong("Invalid or unsupported message auth version! Expected: " + AuthMessage.VERSION);
    }
    if (!text(message, "messageType").equals("initialRequest")) {
      throw wrong("messageType must be initialRequest: this node asks for no certificates");
    }
    try {
      var peer = PublicKey.parse(text(message, "identityKey"));
      var theirs =
          Nonce.parse(
              text(message, "initialNonce"), Sessions.LEAST_PEER_NONCE, Sessions.MOST_PEER_NONCE);
      return Reply.ok(response(peer, theirs));
    } catch (InvalidKey e) {
      throw wrong("identityKey: " + e.getMessage());
    } catch (InvalidNonce e) {
      throw wrong("initialNonce: " + e.getMessage());
    }
  }

  private ObjectNode response(PublicKey peer, Nonce theirs) {
    var ours = sessions.begin(peer, theirs).nonce();
    var signature =
        node.with(peer)
            .sign(AuthMessage.invoice(theirs, ours), AuthMessage.handshake(theirs, ours));
    var response = Json.object();
    response.put("version", AuthMessage.VERSION);
    response.put("messageType", "initialResponse");
    response.put("identityKey", node.publicKey().hex());
    response.put("initialNonce", ours.text());
    response.put("yourNonce", theirs.text());
    var certificates = response.putObject("requestedCertificates");
    certificates.putArray("certifiers");
    certificates.putObject("types");
    var numbers = response.putArray("signature");
    for (byte b : signature) {
      numbers.add(Byte.toUnsignedInt(b));
    }
    return response;
  }

  private static String text(ObjectNode message, String field) {
    var value = message.path(field);
    if (!value.isTextual()) {
      throw wrong(field + " is missing");
    }
    return value.textValue();
  }

  private static Refusal wrong(String description) {
    return AuthRefusals.error(400, "ERR_INVALID_AUTH_MESSAGE", description);
  }
}
