package network.mandala.bridge.route;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import network.mandala.identity.PublicKey;

/**
 * A request that is known to be from this identity.
 *
 * @param variables of the path, by name; as on the wire, so still percent-encoded
 * @param search with its question mark, percent-encoded; empty if there is none
 * @param headers by lower case name
 * @param body an empty object if there was none
 */
public record Call(
    PublicKey identity,
    Map<String, String> variables,
    String search,
    Map<String, String> headers,
    ObjectNode body,
    String remoteAddress) {

  /** A variable that the path of the route has. */
  public String variable(String name) {
    var value = variables.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the path of this route has no :" + name);
    }
    return value;
  }
}
