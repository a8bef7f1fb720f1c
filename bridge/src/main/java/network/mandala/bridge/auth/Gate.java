package network.mandala.bridge.auth;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.session.ReplayCache;
import network.mandala.bridge.session.Sessions;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;
import network.mandala.identity.bsv.AuthMessage;
import network.mandala.identity.bsv.InvalidNonce;
import network.mandala.identity.bsv.Nonce;
import network.mandala.identity.bsv.Preimage;
import network.mandala.identity.bsv.SignedHeaders;
import network.mandala.identity.bsv.WalletKey;

/** Lets in what is signed, by whom it says, once. */
public final class Gate {
  private static final int REQUEST_ID = 32;
  private static final int LONGEST_SIGNATURE = 144;

  private final Peers peers;
  private final Sessions sessions;
  private final ReplayCache replays;

  public Gate(WalletKey node, Sessions sessions, ReplayCache replays) {
    this.peers = new Peers(node);
    this.sessions = sessions;
    this.replays = replays;
  }

  /**
   * Reads who calls, from the headers alone: enough to sign a refusal for them.
   *
   * @throws Refusal 401, to be sent without a signature
   */
  public Caller identify(IncomingRequest request) {
    for (var name : request.repeated()) {
      if (name.startsWith(AuthHeaders.PREFIX) || SignedHeaders.coversInRequest(name)) {
        throw AuthRefusals.failed(
            "The header " + name + " is there more than once: signature void");
      }
    }
    if (request.header(AuthHeaders.REQUEST_ID).isEmpty()) {
      throw AuthRefusals.noSignature();
    }
    var version = required(request, AuthHeaders.VERSION);
    if (!version.equals(AuthMessage.VERSION)) {
      throw AuthRefusals.failed(
          "Invalid or unsupported message auth version! Expected: " + AuthMessage.VERSION);
    }
    try {
      var key = required(request, AuthHeaders.IDENTITY_KEY);
      var known = peers.find(key);
      var peer = known.isPresent() ? known.get().identity() : identityKey(key);
      var requestId =
          Nonce.parse(required(request, AuthHeaders.REQUEST_ID), REQUEST_ID, REQUEST_ID);
      var nonce =
          Nonce.parse(
              required(request, AuthHeaders.NONCE),
              Sessions.LEAST_PEER_NONCE,
              Sessions.MOST_PEER_NONCE);
      var signature = signature(required(request, AuthHeaders.SIGNATURE));
      var name = required(request, AuthHeaders.YOUR_NONCE);
      var session = sessions.find(name, peer).orElseThrow(() -> AuthRefusals.noSession(name));
      var party = known.orElseGet(() -> peers.add(peer));
      return new Caller(session, party, requestId, nonce, signature);
    } catch (InvalidNonce e) {
      throw AuthRefusals.failed("Invalid nonce: " + e.getMessage());
    }
  }

  /**
   * Checks the signature over what came, byte by byte. Whoever is let in must also be asked {@link
   * #requireFirst}.
   *
   * @throws Refusal 401, to be sent without a signature
   */
  public void requireSigned(Caller caller, IncomingRequest request, byte[] body) {
    var message =
        Preimage.ofRequest(
            caller.requestId(),
            request.method(),
            request.path(),
            request.search(),
            SignedHeaders.ofRequest(request.headers()),
            body);
    var invoice = AuthMessage.invoice(caller.nonce(), caller.session().nonce());
    if (!caller.party().verify(invoice, message, caller.signature())) {
      throw AuthRefusals.failed("Invalid signature in generalMessage from " + caller.identity());
    }
  }

  /**
   * Checks that it did not come before, and remembers it.
   *
   * @throws Refusal 401, to be sent without a signature
   */
  public void requireFirst(Caller caller) {
    // The signature binds all of the request to its nonce: to remember that is enough.
    if (!replays.isFirst(name(caller), caller.session().expiresAt())) {
      throw AuthRefusals.failed("The nonce was used before: a request is answered once");
    }
  }

  private static byte[] name(Caller caller) {
    var both = caller.session().nonce().text() + " " + caller.nonce().text();
    return Sha256.of(both.getBytes(StandardCharsets.US_ASCII));
  }

  private static String required(IncomingRequest request, String name) {
    return request
        .header(name)
        .orElseThrow(() -> AuthRefusals.failed("The header " + name + " is missing: no signature"));
  }

  static PublicKey identityKey(String hex) {
    try {
      var key = PublicKey.parse(hex);
      // One key has one name: in sessions, in projects and in what is remembered.
      if (key.hex().equals(hex)) {
        return key;
      }
    } catch (InvalidKey e) {
      throw AuthRefusals.failed("Invalid identity key: no signature can be checked");
    }
    throw AuthRefusals.failed("An identity key is lower case: no signature can be checked");
  }

  private static byte[] signature(String hex) {
    try {
      if (hex.length() <= LONGEST_SIGNATURE) {
        return HexFormat.of().parseHex(hex);
      }
    } catch (IllegalArgumentException e) {
      throw AuthRefusals.failed("Invalid signature: it is not hexadecimal");
    }
    throw AuthRefusals.failed("Invalid signature: it is too long");
  }
}
