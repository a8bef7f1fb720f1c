package network.mandala.gateway.config;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.configuration.ConfigProblems;
import network.mandala.configuration.ConfigReader;
import network.mandala.gateway.heartbeat.HeartbeatSettings;
import network.mandala.gateway.http.HttpSettings;
import network.mandala.gateway.infer.Access;
import network.mandala.gateway.infer.Limits;
import network.mandala.gateway.infer.OlderRouter;
import network.mandala.gateway.payment.PaymentSettings;
import network.mandala.gateway.runner.RunnerKind;
import network.mandala.gateway.runner.RunnerSettings;
import network.mandala.identity.fedai.KeyProfile;

/**
 * Everything that a provider decides about the gateway.
 *
 * @param nodeId as receipts and routers name the node
 * @param keyId by which routers of the first generation know its key
 * @param ofDigits what a key of 64 hexadecimal digits is
 * @param healthPort of health and metrics
 */
public record GatewayConfig(
    String nodeId,
    String keyId,
    KeyProfile ofDigits,
    OlderRouter olderRouter,
    Access access,
    RunnerSettings runner,
    Limits limits,
    PaymentSettings payments,
    HeartbeatSettings heartbeat,
    HttpSettings http,
    int healthPort,
    Secrets secrets) {

  /** The configuration's place in a container. */
  public static final Path FILE = Path.of("/etc/mandala/gateway.yaml");

  private static final int MEBIBYTE = 1 << 20;
  private static final int BILLION = 1_000_000_000;

  /**
   * Where the secrets are.
   *
   * @param ledger folder with the files url, user and password
   * @param key the node's private key: nsec, PEM or 64 hexadecimal digits
   */
  public record Secrets(Path ledger, int connections, Path key) {}

  /**
   * Reads the file and the environment.
   *
   * @throws ConfigProblems when anything is missing, wrong or unknown
   * @throws IOException when the file cannot be read
   */
  public static GatewayConfig load(Path file, Map<String, String> environment) throws IOException {
    var in = new ConfigReader(Files.readString(file), environment);
    var config = read(in);
    in.failIfAnyProblem();
    return config;
  }

  static GatewayConfig read(ConfigReader in) {
    var nodeId = in.text("node.id", "node-1", "what receipts and routers call this node");
    var keyId =
        in.text(
            "node.keyId",
            "node-key-1",
            "what routers of the first generation call its key; a key of the second is called by"
                + " its npub");
    var ofDigits =
        in.oneOf(
            "node.digits",
            List.of("schnorr", "ed25519"),
            "schnorr",
            "what a key of 64 hexadecimal digits is; nsec is schnorr and PEM is ed25519 by"
                + " themselves");
    var olderRouter = readOlderRouter(in);
    var access = readAccess(in);
    var runner = readRunner(in);
    var limits = readLimits(in);
    var payments = readPayments(in);
    in.require(
        access.anybody()
            || !access.allowed().isEmpty()
            || !access.projects().isEmpty()
            || !olderRouter.publicKey().isEmpty(),
        "router.allow: name the keys that may call, or the projects that pay for them in"
            + " router.projects, or set router.anybody");
    return new GatewayConfig(
        nodeId,
        keyId,
        ofDigits.equals("schnorr") ? KeyProfile.SCHNORR : KeyProfile.ED25519,
        olderRouter,
        access,
        runner,
        limits,
        payments,
        readHeartbeat(in),
        readHttp(in),
        in.intBetween("health.port", 0, 65535, 8081, "port of health and metrics"),
        new Secrets(
            in.path("ledger.folder", "folder with the files url, user and password of the ledger"),
            in.intBetween("ledger.connections", 1, 500, 8, "connections to the ledger's database"),
            in.path("node.keyFile", "file with the node's key: nsec, PEM or 64 digits")));
  }

  private static OlderRouter readOlderRouter(ConfigReader in) {
    return new OlderRouter(
        in.text("router.keyId", "", "what the router of the first generation calls its key"),
        in.text("router.publicKey", "", "the key of that router: PEM or 64 hexadecimal digits"));
  }

  private static Access readAccess(ConfigReader in) {
    return new Access(
        in.flag(
            "router.anybody", false, "whether any key may call; true and no payments: for free"),
        words(in, "router.allow", "keys (npub) that may call, with commas between them"),
        words(in, "router.follow", "keys that may call, and no others"),
        words(in, "router.mute", "keys that may not call"),
        words(in, "router.block", "keys that may not call"),
        in.map(
            "router.projects",
            Map.of(),
            "keys that may call, each with the name of the project that pays for its calls"));
  }

  private static Set<String> words(ConfigReader in, String key, String meaning) {
    return Arrays.stream(in.text(key, "", meaning).split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static RunnerSettings readRunner(ConfigReader in) {
    var kind =
        RunnerKind.of(
            in.oneOf("runner.kind", RunnerKind.words(), "http", "how the runner is spoken to"));
    in.require(
        in.flag("runner.allowMock", false, "whether runner.kind may be mock, which runs nothing")
            || kind != RunnerKind.MOCK,
        "runner.kind: mock runs nothing and is for tests only; runner.allowMock allows it");
    return new RunnerSettings(
        kind,
        in.uri("runner.url", "http://localhost:8085", "where the runner is"),
        in.text("runner.model", "", "its model, where it does not name one by itself"),
        in.intBetween(
            "runner.contextWindow",
            1,
            BILLION,
            4096,
            "tokens that its model can read and write together, where it does not say"),
        in.duration(
            "runner.timeout",
            Duration.ofMinutes(2),
            "longest time for an answer; the runner is stopped then"));
  }

  private static Limits readLimits(ConfigReader in) {
    return new Limits(
        in.intBetween("limit.promptBytes", 1, BILLION, 256 << 10, "most bytes of a prompt"),
        in.intBetween("limit.tokens", 1, BILLION, 4096, "most tokens that a call may have written"),
        in.intBetween("limit.atOnce", 1, 100_000, 4, "calls that each replica runs at a time"),
        in.intBetween("limit.load", 0, 100_000, 0, "calls that are said to run besides"),
        in.intBetween("limit.rate", 0, BILLION, 0, "calls of one key in a window; 0: any number"),
        in.duration("limit.rateWindow", Duration.ofMinutes(1), "how long that window is"));
  }

  private static PaymentSettings readPayments(ConfigReader in) {
    return new PaymentSettings(
        in.flag(
            "payment.required",
            false,
            "whether calls that no project pays for need a client's receipt"),
        in.duration(
            "payment.life", Duration.ofMinutes(5), "how long after its payment a receipt is taken"),
        in.text(
                "payment.verifyUrl",
                "",
                "who says whether a payment was settled; none: the" + " preimage alone proves it")
            .transform(URI::create),
        in.duration("payment.verifyTimeout", Duration.ofSeconds(5), "of one question"),
        in.intBetween(
            "payment.verifyAttempts", 1, 20, 3, "how often it is asked when nobody answers"),
        in.longBetween("payment.mostFeeSats", 0, BILLION, 1000, "most satoshis of a router's fee"),
        in.intBetween(
            "payment.mostFeeBasisPoints",
            0,
            10_000,
            1000,
            "most of a router's fee, in ten thousandths of the node's share"));
  }

  private static HeartbeatSettings readHeartbeat(ConfigReader in) {
    return new HeartbeatSettings(
        in.text(
                "router.endpoint",
                "",
                "the router that is told that this node is there; none:" + " nobody is told")
            .transform(URI::create),
        in.uri("node.endpoint", "http://localhost:8088", "how routers reach this node"),
        in.text("node.region", "", "where it is, for routers"),
        in.duration(
            "router.heartbeat",
            Duration.ofSeconds(10),
            "how often the router is told; it forgets a node after 30 s"),
        in.intBetween(
            "node.latencyEstimateMs",
            0,
            3_600_000,
            0,
            "what routers are told to expect; 0: nothing"));
  }

  private static HttpSettings readHttp(ConfigReader in) {
    return new HttpSettings(
        in.intBetween("http.port", 0, 65535, 8088, "port of calls"),
        in.intBetween("http.mostBodyBytes", 1024, 64 * MEBIBYTE, MEBIBYTE, "most bytes of a call"),
        in.intBetween("http.mostConnections", 1, 100_000, 4096, "connections at once"),
        in.duration(
            "http.idleTimeout",
            Duration.ofMinutes(3),
            "how long a connection is kept that asks for nothing; longer than proxies keep theirs"),
        in.duration(
            "http.drain",
            Duration.ofSeconds(5),
            "how long calls are still taken when the process ends"),
        in.duration(
            "http.grace", Duration.ofSeconds(25), "how long it then finishes what it took"));
  }
}
