package network.mandala.images.training;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The way back to a client. Thread-safe. */
final class HttpConnection {

  /** RFC 6455, section 1.3. */
  private static final String WEB_SOCKET = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private static final int FINAL_TEXT_FRAME = 0x81;
  private static final int MEDIUM_FRAME = 126;
  private static final int LONG_FRAME = 127;
  private static final int LONGEST_MEDIUM_FRAME = 0xFFFF;

  private final OutputStream out;
  private boolean upgraded;

  HttpConnection(OutputStream out) {
    this.out = out;
  }

  synchronized void reply(int code, byte[] json) throws IOException {
    var head =
        "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(code, json.length);
    out.write(head.getBytes(US_ASCII));
    out.write(json);
    out.flush();
  }

  /** From here on the client hears {@link #tell} only. */
  synchronized void upgrade(String key) throws IOException {
    try {
      var hash = MessageDigest.getInstance("SHA-1").digest((key + WEB_SOCKET).getBytes(US_ASCII));
      var head =
          "HTTP/1.1 101 -\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: %s\r\n\r\n"
              .formatted(Base64.getEncoder().encodeToString(hash));
      out.write(head.getBytes(US_ASCII));
      out.flush();
      upgraded = true;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  synchronized boolean isUpgraded() {
    return upgraded;
  }

  synchronized void tell(String text) throws IOException {
    var bytes = text.getBytes(UTF_8);
    var frame = ByteBuffer.allocate(bytes.length + 10).put((byte) FINAL_TEXT_FRAME);
    if (bytes.length < MEDIUM_FRAME) {
      frame.put((byte) bytes.length);
    } else if (bytes.length <= LONGEST_MEDIUM_FRAME) {
      frame.put((byte) MEDIUM_FRAME).putShort((short) bytes.length);
    } else {
      frame.put((byte) LONG_FRAME).putLong(bytes.length);
    }
    frame.put(bytes).flip();
    out.write(frame.array(), 0, frame.limit());
    out.flush();
  }
}
