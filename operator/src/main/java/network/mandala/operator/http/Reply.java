package network.mandala.operator.http;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An answer. */
@SuppressWarnings("ArrayRecordComponent") // Sent once, never compared.
public record Reply(int status, Map<String, String> headers, byte[] body) {

  public static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", text);
  }

  public static Reply json(int status, String json) {
    return of(status, "application/json", json);
  }

  public static Reply of(int status, String contentType, String body) {
    return new Reply(
        status, Map.of("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
  }
}
