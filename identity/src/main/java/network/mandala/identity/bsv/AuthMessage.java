package network.mandala.identity.bsv;

import java.io.ByteArrayOutputStream;

/** What two parties sign for each other to know who the other is (BRC-103). */
public final class AuthMessage {
  /** The one version that is spoken; BRC-104's text says 1.0, its implementations this. */
  public static final String VERSION = "0.1";

  private static final Invoice.Prefix PROTOCOL =
      Invoice.prefix(SecurityLevel.EVERY_COUNTERPARTY, "auth message signature");

  private AuthMessage() {}

  /** The key of a message: whose nonce it carries comes first. */
  public static Invoice invoice(Nonce ofTheMessage, Nonce ofThePeer) {
    return PROTOCOL.with(ofTheMessage.text() + " " + ofThePeer.text());
  }

  /** What the one who is called signs in the handshake: both nonces, the caller's first. */
  public static byte[] handshake(Nonce ofTheCaller, Nonce ofTheCalled) {
    var to = new ByteArrayOutputStream();
    to.writeBytes(ofTheCaller.bytes());
    to.writeBytes(ofTheCalled.bytes());
    return to.toByteArray();
  }
}
