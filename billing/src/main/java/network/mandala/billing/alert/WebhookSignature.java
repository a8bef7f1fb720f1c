package network.mandala.billing.alert;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import network.mandala.identity.PrivateKey;

/**
 * The header by which a receiver knows that a call is from this node, and not an old one:
 *
 * <pre>Mandala-Signature: t=1767225600,keyid=02…,sig=3045…</pre>
 *
 * {@code sig} is the ECDSA signature (secp256k1, SHA-256, DER, hex) of the seconds {@code t} as
 * text, a dot, and the bytes of the body.
 */
final class WebhookSignature {

  static final String HEADER = "Mandala-Signature";

  private WebhookSignature() {}

  static String of(byte[] body, Instant now, PrivateKey key) {
    long seconds = now.getEpochSecond();
    return "t=%d,keyid=%s,sig=%s"
        .formatted(
            seconds,
            key.publicKey().hex(),
            HexFormat.of().formatHex(key.sign(signed(seconds, body))));
  }

  private static byte[] signed(long seconds, byte[] body) {
    var prefix = (seconds + ".").getBytes(StandardCharsets.US_ASCII);
    var bytes = new byte[prefix.length + body.length];
    System.arraycopy(prefix, 0, bytes, 0, prefix.length);
    System.arraycopy(body, 0, bytes, prefix.length, body.length);
    return bytes;
  }
}
