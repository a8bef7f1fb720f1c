package network.mandala.identity.bsv;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The headers that a signature covers (BRC-104 as the published clients implement it), by lower
 * case name, sorted.
 */
public final class SignedHeaders {
  private static final String OURS = "x-bsv-";
  private static final String OF_THE_SIGNATURE_ITSELF = "x-bsv-auth";
  private static final String AUTHORIZATION = "authorization";
  private static final String CONTENT_TYPE = "content-type";

  private final SortedMap<String, String> headers;

  private SignedHeaders(SortedMap<String, String> headers) {
    this.headers = headers;
  }

  /** Of a request: its own, and what kind of content it has, without parameters. */
  public static SignedHeaders ofRequest(Map<String, String> all) {
    var chosen = new TreeMap<String, String>();
    all.forEach(
        (name, value) -> {
          var key = name.toLowerCase(Locale.ROOT);
          if (key.equals(CONTENT_TYPE)) {
            chosen.put(key, withoutParameters(value));
          } else if (isCovered(key)) {
            chosen.put(key, value);
          }
        });
    return new SignedHeaders(chosen);
  }

  /** Of a reply: its own only. */
  public static SignedHeaders ofReply(Map<String, String> all) {
    var chosen = new TreeMap<String, String>();
    all.forEach(
        (name, value) -> {
          var key = name.toLowerCase(Locale.ROOT);
          if (isCovered(key)) {
            chosen.put(key, value);
          }
        });
    return new SignedHeaders(chosen);
  }

  /** Whether a request's signature covers a header of this name, given in lower case. */
  public static boolean coversInRequest(String lowerCaseName) {
    return lowerCaseName.equals(CONTENT_TYPE) || isCovered(lowerCaseName);
  }

  /** By name, sorted. */
  public SortedMap<String, String> asMap() {
    return new TreeMap<>(headers);
  }

  void writeTo(ByteArrayOutputStream to) {
    Varint.write(to, headers.size());
    headers.forEach(
        (name, value) -> {
          Preimage.text(to, name);
          Preimage.text(to, value);
        });
  }

  private static boolean isCovered(String key) {
    return key.equals(AUTHORIZATION)
        || (key.startsWith(OURS) && !key.startsWith(OF_THE_SIGNATURE_ITSELF));
  }

  private static String withoutParameters(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
