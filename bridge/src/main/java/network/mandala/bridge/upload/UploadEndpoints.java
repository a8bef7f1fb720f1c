package network.mandala.bridge.upload;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.OptionalLong;
import network.mandala.bridge.audit.Audit;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.identity.PublicKey;

/**
 * Uploads as the older nodes take them. They are written down as changes of who opened the
 * deployment: who has its address acts in that name.
 */
public final class UploadEndpoints {
  private static final String SERVICE = "serviceName=";

  /** As it is written down; the signature is its own permission, and in no log. */
  private static final String ACTION = "POST /api/v1/upload/:deploymentId/:signature";

  private final Uploads uploads;
  private final Audit audit;

  public UploadEndpoints(Uploads uploads, Audit audit) {
    this.uploads = uploads;
    this.audit = audit;
  }

  public Reply upload(IncomingRequest request, Map<String, String> variables) {
    var length = length(request);
    var admitted = uploads.admit(variables.get("deploymentId"), variables.get("signature"), length);
    return audit.recorded(
        PublicKey.parse(admitted.deployment().creator()),
        ACTION,
        admitted.deployment().project(),
        request.remoteAddress(),
        () ->
            Reply.json(
                202,
                answer(uploads.take(admitted, service(request), request.body().stream(), length))));
  }

  /** Hosts without a scheme, as in the answers of the older nodes. */
  private static ObjectNode answer(Accepted accepted) {
    var answer =
        Json.object()
            .put("message", "Upload accepted, deployment processing started")
            .put("deploymentId", accepted.deployment().id())
            .put("projectId", accepted.deployment().project());
    if (accepted.isProgram()) {
      answer.put("agentUrl", accepted.hosts().agent());
      put(answer, "agentCustomDomain", accepted.custom().agent());
    }
    if (accepted.hosts().frontend() != null) {
      answer.put("frontendUrl", accepted.hosts().frontend());
      put(answer, "frontendCustomDomain", accepted.custom().frontend());
    }
    if (!accepted.notes().isEmpty()) {
      accepted.notes().forEach(answer.putArray("notes")::add);
    }
    return answer;
  }

  private static void put(ObjectNode answer, String name, String host) {
    if (host != null) {
      answer.put(name, host);
    }
  }

  private static OptionalLong length(IncomingRequest request) {
    return request
        .header("content-length")
        .filter(text -> text.matches("[0-9]{1,18}"))
        .map(text -> OptionalLong.of(Long.parseLong(text)))
        .orElse(OptionalLong.empty());
  }

  static String service(IncomingRequest request) {
    var search = request.search();
    for (var part : search.isEmpty() ? new String[0] : search.substring(1).split("&")) {
      if (part.startsWith(SERVICE)) {
        return decoded(part.substring(SERVICE.length()));
      }
    }
    return request.header("x-mandala-service").orElse("");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
