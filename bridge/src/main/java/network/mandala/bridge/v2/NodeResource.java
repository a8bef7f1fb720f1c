package network.mandala.bridge.v2;

import java.util.Arrays;
import java.util.Map;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.user.Users;

/** The node itself: who it is to a caller, and what its API is. */
public final class NodeResource {
  private final Users users;

  public NodeResource(Users users) {
    this.users = users;
  }

  /** Makes the caller known here. Any number of times with the same answer. */
  public Reply register(Call call) {
    new Fields(call.body()).failIfAnythingIsWrong();
    users.register(call.identity());
    return Reply.ok(Map.of("identityKey", call.identity().hex()));
  }

  public static Reply document(IncomingRequest request, Map<String, String> variables) {
    return new Reply(
        200,
        Map.of("content-type", "application/json", "cache-control", "max-age=300"),
        OpenApi.document());
  }

  /** What a type of problem means: their names are addresses here. */
  public static Reply problem(IncomingRequest request, Map<String, String> variables) {
    var type =
        Arrays.stream(ProblemType.values())
            .filter(known -> known.word().equals(variables.get("type")))
            .findFirst()
            .orElseThrow(
                () -> Problem.of(ProblemType.NOT_FOUND, "There is no such type of problem"));
    return Reply.ok(Map.of("type", type.uri(), "title", type.title(), "status", type.status()));
  }
}
