package network.mandala.bridge.testing;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.http.HttpSettings;
import network.mandala.bridge.http.Json;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.route.Call;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.session.ReplayCache;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.session.Sessions;
import network.mandala.identity.bsv.WalletKey;

/** The real server, gate and signer, with routes that only play. */
public final class PlayBridge implements AutoCloseable {
  public static final WalletKey NODE = WalletKey.parse("11".repeat(32));
  public static final String KEYS = "ab".repeat(32);
  public static final int MOST_BYTES = 1 << 20;

  private final HttpServer server;
  private final AtomicInteger count = new AtomicInteger();

  private PlayBridge(int port, String sessionKeys, ReplayCache replays, Clock clock) {
    var random = new SecureRandom();
    var sessions =
        new Sessions(SessionKeys.parse(sessionKeys), Duration.ofMinutes(15), clock, random);
    var door =
        new Door(
            new Handshake(NODE, sessions),
            new Gate(NODE, sessions, replays),
            new ReplySigner(NODE, random),
            routes(),
            MOST_BYTES);
    this.server = HttpServer.start(HttpSettings.standard("127.0.0.1", port), door);
  }

  public static PlayBridge start() {
    return start(0, KEYS, new InMemoryReplayCache());
  }

  public static PlayBridge start(int port, String sessionKeys, ReplayCache replays) {
    return new PlayBridge(port, sessionKeys, replays, Clock.systemUTC());
  }

  public int port() {
    return server.port();
  }

  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** How often /count was answered. */
  public int counted() {
    return count.get();
  }

  private Routes routes() {
    return new Routes()
        .open("GET", "/open", (request, variables) -> Reply.ok(Map.of("open", true)))
        .post("/echo", PlayBridge::echo)
        .signed("GET", "/echo", PlayBridge::echo)
        .signed("PUT", "/echo", PlayBridge::echo)
        .post("/words/:word", call -> Reply.ok(Map.of("word", call.variable("word"))))
        .signed("GET", "/words/:word", call -> Reply.ok(Map.of("word", call.variable("word"))))
        .post("/count", call -> Reply.ok(Map.of("count", count.incrementAndGet())))
        .post("/large", call -> Reply.ok(Map.of("text", "ä".repeat(call.body().path("n").asInt()))))
        .post(
            "/fail",
            call -> {
              throw new IllegalStateException("as the test wants it");
            })
        .post("/refuse/:status", PlayBridge::refuse)
        .post("/pay", PlayBridge::pay);
  }

  private static Reply echo(Call call) {
    var reply = Json.object();
    reply.put("identity", call.identity().hex());
    reply.set("body", call.body());
    return Reply.ok(reply);
  }

  private static Reply refuse(Call call) {
    return Reply.error(Integer.parseInt(call.variable("status")), "as you like it");
  }

  private static Reply pay(Call call) {
    if (call.headers().containsKey("x-bsv-payment")) {
      return Reply.ok(Map.of("payment", call.headers().get("x-bsv-payment").length()))
          .with("x-bsv-payment-satoshis-paid", "7");
    }
    return Reply.json(
            402, Map.of("status", "error", "code", "ERR_PAYMENT_REQUIRED", "satoshisRequired", 7))
        .with("x-bsv-payment-version", "1.0")
        .with("x-bsv-payment-satoshis-required", "7")
        .with("x-bsv-payment-derivation-prefix", "cHJlZml4");
  }

  @Override
  public void close() {
    server.close();
  }
}
