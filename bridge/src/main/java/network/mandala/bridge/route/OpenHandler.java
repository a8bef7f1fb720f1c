package network.mandala.bridge.route;

import java.util.Map;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Reply;

/** Answers anybody, without a signature. */
@FunctionalInterface
public interface OpenHandler {
  /**
   * @param variables of the path, by name
   */
  Reply answer(IncomingRequest request, Map<String, String> variables);
}
