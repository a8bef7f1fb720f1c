package network.mandala.bridge.user;

import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.route.Handler;

/** Registration, and the guard for what needs it. */
public final class UserEndpoints {
  private final Users users;

  public UserEndpoints(Users users) {
    this.users = users;
  }

  /** Any number of times with the same answer. */
  public Reply register(Call call) {
    users.register(call.identity());
    return Reply.ok(Map.of("message", "User registered", "userCount", users.count()));
  }

  /** Only for those who registered. */
  public Handler registered(Handler handler) {
    return call -> {
      if (!users.isRegistered(call.identity())) {
        throw Refusal.of(401, "User not registered");
      }
      return handler.answer(call);
    };
  }
}
