package network.mandala.bridge.http;

import java.util.Map;
import java.util.Optional;

/**
 * A request, as it came.
 *
 * @param method upper case
 * @param path percent-encoded, without the query
 * @param search with its question mark, percent-encoded; empty if there is none
 * @param headers by lower case name; of those that came twice none is here, see {@link #repeated}
 * @param repeated names of headers that came more than once
 * @param remoteAddress of the peer
 */
public record IncomingRequest(
    String method,
    String path,
    String search,
    Map<String, String> headers,
    java.util.Set<String> repeated,
    Body body,
    String remoteAddress) {

  /** By lower case name. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }
}
