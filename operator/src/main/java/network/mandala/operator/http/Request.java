package network.mandala.operator.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A request, read no further than its handler asks. */
public final class Request {

  private static final int LARGEST_FORM = 64 * 1024;

  private final HttpExchange exchange;

  Request(HttpExchange exchange) {
    this.exchange = exchange;
  }

  public String method() {
    return exchange.getRequestMethod();
  }

  /** Decoded, without parameters. */
  public String path() {
    return exchange.getRequestURI().getPath();
  }

  /** The first value of a header; null when it was not sent. */
  public String headerOrNull(String name) {
    return exchange.getRequestHeaders().getFirst(name);
  }

  /** The parameters after the question mark; a name may come more than once. */
  public Map<String, List<String>> query() {
    var raw = exchange.getRequestURI().getRawQuery();
    return raw == null ? Map.of() : parse(raw);
  }

  /**
   * The fields of a form in the body.
   *
   * @throws BadRequest when it is larger than 64 KiB
   */
  public Map<String, List<String>> form() throws IOException {
    var body = exchange.getRequestBody().readNBytes(LARGEST_FORM + 1);
    if (body.length > LARGEST_FORM) {
      throw new BadRequest("a form has at most 64 KiB");
    }
    return parse(new String(body, StandardCharsets.UTF_8));
  }

  private static Map<String, List<String>> parse(String encoded) {
    var fields = new TreeMap<String, List<String>>();
    for (var pair : encoded.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields
            .computeIfAbsent(decode(pair.substring(0, equals)), name -> new ArrayList<>())
            .add(decode(pair.substring(equals + 1)));
      }
    }
    return fields;
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new BadRequest("a parameter is not URL-encoded");
    }
  }
}
