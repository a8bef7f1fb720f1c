package network.mandala.bridge.http;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An answer. Its body is JSON always, also of errors: published clients wait forever for a reply
 * that is signed and empty.
 *
 * @param headers by lower case name, without those of the connection
 * @param stream what is sent in place of the body; it cannot be signed. Null: the body is all
 */
public record Reply(int status, Map<String, String> headers, byte[] body, ReplyStream stream) {
  public Reply(int status, Map<String, String> headers, byte[] body) {
    this(status, headers, body, null);
  }

  public Reply {
    headers = Map.copyOf(headers);
  }

  public static Reply ok(Object value) {
    return json(200, value);
  }

  public static Reply json(int status, Object value) {
    return new Reply(status, Map.of("content-type", "application/json"), Json.bytes(value));
  }

  /** Written as it comes, for callers whose reply is not signed. */
  public static Reply streamed(String mediaType, ReplyStream stream) {
    return new Reply(200, Map.of("content-type", mediaType), new byte[0], stream);
  }

  /** As the older nodes say what is wrong. */
  public static Reply error(int status, String error) {
    return json(status, Map.of("error", error));
  }

  public Reply with(String name, String value) {
    return with(Map.of(name, value));
  }

  public Reply with(Map<String, String> more) {
    var all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new Reply(status, all, body, stream);
  }
}
