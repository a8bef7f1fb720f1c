package network.mandala.cli.remote;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.http.HttpSettings;
import network.mandala.bridge.http.IncomingRequest;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.session.Sessions;
import network.mandala.identity.Sha256;
import network.mandala.identity.bsv.WalletKey;

/** The bridge's real server, gate and signer; what it answers can be changed on its way. */
final class PlayNode implements AutoCloseable {
  private final HttpServer server;
  private final AtomicInteger echoed = new AtomicInteger();
  private volatile Door door;
  private volatile UnaryOperator<Reply> onTheWay = UnaryOperator.identity();

  PlayNode() {
    be("11", "ab");
    server =
        HttpServer.start(
            HttpSettings.standard("127.0.0.1", 0), request -> onTheWay.apply(answer(request)));
  }

  private Reply answer(IncomingRequest request) {
    return door.apply(request);
  }

  /** From now on it has this key, and this secret for sessions. */
  void be(String key, String sessionKey) {
    var node = WalletKey.parse(key.repeat(32));
    var random = new SecureRandom();
    var sessions =
        new Sessions(
            SessionKeys.parse(sessionKey.repeat(32)),
            Duration.ofMinutes(15),
            Clock.systemUTC(),
            random);
    Set<String> seen = ConcurrentHashMap.newKeySet();
    var routes =
        new Routes()
            .signed("PUT", "/v2/registration", call -> Reply.ok(Map.of("identityKey", "x")))
            .signed("GET", "/v2/echo/:word", this::echo)
            .signed("POST", "/v2/echo/:word", this::echo);
    door =
        new Door(
            new Handshake(node, sessions),
            new Gate(
                node,
                sessions,
                (request, until) ->
                    seen.add(java.util.HexFormat.of().formatHex(Sha256.of(request)))),
            new ReplySigner(node, random),
            routes,
            1 << 20);
  }

  private Reply echo(Call call) {
    echoed.incrementAndGet();
    var reply = Json.object();
    reply.put("who", call.identity().hex());
    reply.put("word", call.variable("word"));
    reply.put("search", call.search());
    reply.set("body", call.body());
    return Reply.ok(reply);
  }

  /** What somebody between does with its answers. */
  void onTheWay(UnaryOperator<Reply> change) {
    onTheWay = change;
  }

  int echoed() {
    return echoed.get();
  }

  NodeUrl url() {
    return NodeUrl.parse("http://127.0.0.1:" + server.port());
  }

  @Override
  public void close() {
    server.close();
  }
}
