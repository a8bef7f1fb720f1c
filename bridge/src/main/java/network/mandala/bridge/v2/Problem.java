package network.mandala.bridge.v2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;

/** What is wrong, as RFC 9457 writes it. */
public final class Problem {
  static final String MEDIA_TYPE = "application/problem+json";

  private static final int FIRST_ERROR = 400;

  private Problem() {}

  static Refusal of(ProblemType type, String detail) {
    return new Refusal(reply(type.status(), body(type, type.status(), detail)));
  }

  /**
   * Several things at once.
   *
   * @param errors by JSON pointer into the body, or by name of the parameter
   */
  static Refusal of(ProblemType type, String detail, Map<String, String> errors) {
    var body = body(type, type.status(), detail);
    var list = body.putArray("errors");
    errors.forEach((where, what) -> list.addObject().put("at", where).put("detail", what));
    return new Refusal(reply(type.status(), body));
  }

  /**
   * Any reply; one that says in another form what is wrong says it as a problem. Its own words stay
   * in it: published clients look for some of them.
   */
  public static Reply form(Reply reply) {
    if (reply.status() < FIRST_ERROR || isProblem(reply)) {
      return reply;
    }
    var type = ProblemType.of(reply.status());
    var said = Json.parseObject(reply.body());
    var body = body(type, reply.status(), detail(said, type));
    for (var more : new String[] {"code", "reference", "instructions"}) {
      if (said.path(more).isValueNode()) {
        body.set(more, said.get(more));
      }
    }
    return new Reply(reply.status(), reply.headers(), Json.bytes(body))
        .with("content-type", MEDIA_TYPE);
  }

  private static boolean isProblem(Reply reply) {
    return MEDIA_TYPE.equals(reply.headers().get("content-type"));
  }

  private static String detail(ObjectNode said, ProblemType type) {
    for (var name : new String[] {"error", "description", "message"}) {
      JsonNode words = said.path(name);
      if (words.isTextual() && !words.textValue().equals("error")) {
        return words.textValue();
      }
    }
    return type.title();
  }

  private static ObjectNode body(ProblemType type, int status, String detail) {
    return Json.object()
        .put("type", type.uri())
        .put("title", type.title())
        .put("status", status)
        .put("detail", detail);
  }

  private static Reply reply(int status, ObjectNode body) {
    return new Reply(status, Map.of("content-type", MEDIA_TYPE), Json.bytes(body));
  }
}
