package network.mandala.identity.bsv;

import java.io.ByteArrayOutputStream;

/** The bytes that are signed of an HTTP request and of its reply (BRC-104). */
public final class Preimage {
  private Preimage() {}

  /**
   * Of a request.
   *
   * @param requestId 32 bytes
   * @param path as on the wire, percent-encoded
   * @param search with its question mark, as on the wire; empty if there is none
   * @param body as on the wire
   */
  public static byte[] ofRequest(
      Nonce requestId,
      String method,
      String path,
      String search,
      SignedHeaders headers,
      byte[] body) {
    var to = new ByteArrayOutputStream(256 + body.length);
    to.writeBytes(requestId.bytes());
    text(to, method);
    textOrAbsent(to, path);
    textOrAbsent(to, search);
    headers.writeTo(to);
    if (body.length == 0) {
      Varint.write(to, Varint.ABSENT);
    } else {
      Varint.write(to, body.length);
      to.writeBytes(body);
    }
    return to.toByteArray();
  }

  /**
   * Of a reply. An empty body is written as length 0, as the published clients check it.
   *
   * @param requestId of the request that it answers
   */
  public static byte[] ofReply(Nonce requestId, int status, SignedHeaders headers, byte[] body) {
    var to = new ByteArrayOutputStream(64 + body.length);
    to.writeBytes(requestId.bytes());
    Varint.write(to, status);
    headers.writeTo(to);
    Varint.write(to, body.length);
    to.writeBytes(body);
    return to.toByteArray();
  }

  static void text(ByteArrayOutputStream to, String text) {
    var bytes = SignedHeaders.utf8(text);
    Varint.write(to, bytes.length);
    to.writeBytes(bytes);
  }

  private static void textOrAbsent(ByteArrayOutputStream to, String text) {
    if (text.isEmpty()) {
      Varint.write(to, Varint.ABSENT);
    } else {
      text(to, text);
    }
  }
}
