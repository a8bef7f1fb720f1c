package network.mandala.bridge.node;

import java.util.Map;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.crds.project.Project;

/**
 * What the relatives of the older nodes offer and this one does not: it says so, in JSON, to those
 * who call it. Nothing of it moves money or believes anybody.
 */
final class Unoffered {
  private static final Map<String, Object> NO_TEE = Map.of("enabled", false);

  private Unoffered() {}

  /** Administration of overlay services, which projects here do not have. */
  static Reply overlay(Call call, Project project) {
    return overlay(call);
  }

  static Reply overlay(Call call) {
    return Reply.json(
        501,
        Map.of("error", "This node runs no overlay services", "code", "ERR_OVERLAY_NOT_SUPPORTED"));
  }

  /** Confidential machines are not attested to by this node. */
  static Reply tee(IncomingRequest request, Map<String, String> variables) {
    return Reply.ok(NO_TEE);
  }

  static Reply tee(Call call) {
    return Reply.ok(NO_TEE);
  }

  /** Nobody's claim is taken for true, and so none is proved. */
  static Reply unverified(IncomingRequest request, Map<String, String> variables) {
    return Reply.ok(Map.of("enabled", false, "valid", false));
  }

  static Reply unverified(Call call) {
    return Reply.ok(Map.of("enabled", false, "valid", false));
  }

  static Reply unattested(IncomingRequest request, Map<String, String> variables) {
    return Reply.json(404, Map.of("error", "Attestation not found", "enabled", false));
  }

  static Reply noReceipts(IncomingRequest request, Map<String, String> variables) {
    return Reply.ok(Map.of("enabled", false, "receipts", new String[0]));
  }

  /** Registering claims, and taking money out of the node's wallet. */
  static Reply teeRefused(Call call) {
    return Reply.json(
        501,
        Map.of(
            "error", "This node has no TEE",
            "code", "ERR_TEE_NOT_SUPPORTED",
            "enabled", false));
  }
}
