package network.mandala.ledger.receipt;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import network.mandala.identity.PrivateKey;
import network.mandala.identity.Sha256;

/**
 * A signed statement about what was charged.
 *
 * @param body what it states
 * @param hash SHA-256 of the body's canonical JSON, 64 lower case hexadecimal digits
 * @param signature ECDSA of that JSON with the node's key: strict DER, low s, in lower case
 *     hexadecimal
 * @param publicKey the node's key, 66 lower case hexadecimal digits
 */
public record Receipt(ReceiptBody body, String hash, String signature, String publicKey) {
  /** Hashes and signs. */
  public static Receipt sign(ReceiptBody body, PrivateKey key) {
    var bytes = body.json().getBytes(StandardCharsets.UTF_8);
    var hex = HexFormat.of();
    return new Receipt(
        body,
        hex.formatHex(Sha256.of(bytes)),
        hex.formatHex(key.sign(bytes)),
        key.publicKey().hex());
  }

  public String projectId() {
    return body.projectId();
  }

  public long sequence() {
    return body.sequence();
  }

  /** One line of a receipt file: canonical JSON with body, hash, signature and publicKey. */
  public String json() {
    return ReceiptJson.receipt(this);
  }
}
