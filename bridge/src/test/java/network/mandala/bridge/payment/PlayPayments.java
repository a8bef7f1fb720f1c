package network.mandala.bridge.payment;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.chain.Arc;
import network.mandala.bridge.chain.BlockHeadersService;
import network.mandala.bridge.chain.FakeArc;
import network.mandala.bridge.chain.FakeHeaders;
import network.mandala.bridge.chain.PlayCoins;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.http.HttpSettings;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.project.KubernetesProjects;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.session.Sessions;
import network.mandala.bridge.testing.InMemoryReplayCache;
import network.mandala.bridge.testing.RawClient;
import network.mandala.bridge.testing.RawClient.Answer;
import network.mandala.bridge.user.JdbiUsers;
import network.mandala.bridge.user.UserEndpoints;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.PaymentKeys;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;

/** The routes of payments with all that is behind them; only ARC and the block headers play. */
public final class PlayPayments implements AutoCloseable {
  static final WalletKey NODE = WalletKey.parse("11".repeat(32));
  static final Duration PREFIX_LIFE = Duration.ofMinutes(15);
  static final long MOST = 1_000_000_000_000L;

  private static final SecureRandom RANDOM = new SecureRandom();

  final FakeArc arc;
  final FakeHeaders headers;
  final Ledger ledger;
  final JdbiPayments payments;
  final DuePayments due;
  final JdbiProjectLogs logs;
  final SimpleMeterRegistry counted = new SimpleMeterRegistry();
  final Verifiers verifiers;
  volatile Instant now = Instant.now();

  private final ApiServer api;
  private final Arc client;
  private final BlockHeadersService asked;
  private final KubernetesProjects projects;
  private final HttpServer server;

  /**
   * @param database of the payments; the ledger's own, or one whose statements fail
   */
  private PlayPayments(ApiServer api, Ledger ledger, LedgerDatabase database, boolean trusts)
      throws java.io.IOException {
    this.api = api;
    this.ledger = ledger;
    this.arc = new FakeArc();
    this.headers = new FakeHeaders();
    this.client = new Arc(arc.url(), FakeArc.TOKEN, Duration.ofSeconds(2));
    this.asked = new BlockHeadersService(headers.url(), FakeHeaders.TOKEN, Duration.ofSeconds(5));
    this.projects = KubernetesProjects.watch(api.client());
    var clock = new Ticking();
    var keys = SessionKeys.parse("ab".repeat(32));
    this.verifiers =
        trusts
            ? Verifiers.trustedTest()
            : new Verifiers(new Verifier.Chain(client, asked), new Verifier.Chain(client, asked));
    var metrics = new MoneyMetrics(counted);
    this.logs = new JdbiProjectLogs(ledger.database(), Clock.systemUTC());
    var all =
        new Payments(NODE, keys, PREFIX_LIFE, verifiers, database, logs, metrics, clock, RANDOM);
    this.payments = new JdbiPayments(ledger.database());
    this.due =
        new DuePayments(
            payments,
            new PaymentWork(payments, verifiers, (before, after) -> all.tell(before, after)));
    var pay = new PaymentEndpoints(all.topUps(), ledger.projects(), MOST, Duration.ofSeconds(3));
    var users = new UserEndpoints(new JdbiUsers(ledger.database()));
    var access = new ProjectAccess(users, projects);
    var sessions = new Sessions(keys, Duration.ofHours(9), Clock.systemUTC(), RANDOM);
    var door =
        new Door(
            new Handshake(NODE, sessions),
            new Gate(NODE, sessions, new InMemoryReplayCache()),
            new ReplySigner(NODE, RANDOM),
            new Routes()
                .post("/api/v1/register", users::register)
                .post("/api/v1/project/:id/pay", access.admin(pay::pay))
                .post("/api/v1/project/:id/pay/quote", access.reader(pay::quote)),
            1 << 20);
    this.server = HttpServer.start(HttpSettings.standard("127.0.0.1", 0), door);
  }

  public static PlayPayments asking(ApiServer api, Ledger ledger) throws java.io.IOException {
    return new PlayPayments(api, ledger, ledger.database(), false);
  }

  public static PlayPayments trusting(ApiServer api, Ledger ledger) throws java.io.IOException {
    return new PlayPayments(api, ledger, ledger.database(), true);
  }

  static PlayPayments failing(ApiServer api, Ledger ledger, LedgerDatabase database, boolean trusts)
      throws java.io.IOException {
    return new PlayPayments(api, ledger, database, trusts);
  }

  private final class Ticking extends Clock {
    @Override
    public java.time.ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  /** Registered, with a session. */
  RawClient caller(WalletKey key) {
    var caller = new RawClient(key, url()).shakeHands();
    caller.send(caller.post("/api/v1/register", "{}"));
    return caller;
  }

  /** A project that the ledger knows. */
  public String project(WalletKey owner, Network network) {
    var id = newProject(owner, network);
    open(id, network);
    return id;
  }

  /** A project that the ledger does not know yet. */
  String newProject(WalletKey owner, Network network) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(id).build());
    project.setSpec(
        new ProjectSpec(
            null,
            network,
            List.of(new Admin(owner.publicKey().hex(), Role.OWNER)),
            null,
            null,
            null,
            null));
    api.client().resource(project).create();
    return id;
  }

  /** Makes its account. */
  void open(String id, Network network) {
    ledger
        .projects()
        .register(
            new LedgerProject(
                id, id, "mandala-project-" + id, id, network, List.of(), Contacts.NONE));
  }

  long balance(String project) {
    return ledger.accounts().balance(project).value();
  }

  Satoshis funds(String project) {
    return ledger.accounts().balance(project);
  }

  static Answer ask(RawClient caller, String project, String amount) {
    return caller.send(caller.post(path(project), "{\"amount\":" + amount + "}"));
  }

  static String path(String project) {
    return "/api/v1/project/" + project + "/pay";
  }

  /** The derivation prefix that the node asks for. */
  static String prefix(RawClient caller, String project, long amount) {
    var answer = ask(caller, project, Long.toString(amount));
    if (answer.status() != 402 || !answer.signed()) {
      throw new IllegalStateException("not asked to pay: " + answer);
    }
    return answer.headers().get("x-bsv-payment-derivation-prefix");
  }

  /** Where a payment with this prefix has to go. */
  static byte[] script(WalletKey payer, String prefix, String suffix) {
    return PaymentKeys.lockingScript(
        PaymentKeys.payable(payer.with(NODE.publicKey()), prefix, suffix));
  }

  static Answer pay(
      RawClient caller, String project, long amount, String prefix, String suffix, byte[] beef) {
    return caller.send(message(caller, project, amount, prefix, suffix, beef));
  }

  static RawClient.Message message(
      RawClient caller, String project, long amount, String prefix, String suffix, byte[] beef) {
    var header =
        "{\"derivationPrefix\":\""
            + prefix
            + "\",\"derivationSuffix\":\""
            + suffix
            + "\",\"transaction\":\""
            + Base64.getEncoder().encodeToString(beef)
            + "\"}";
    return caller.sign(
        "POST",
        path(project),
        new TreeMap<>(Map.of("content-type", "application/json", PaymentHeader.NAME, header)),
        ("{\"amount\":" + amount + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static PlayCoins coins(WalletKey payer) {
    return new PlayCoins(payer);
  }

  /** As if its time had come, and whoever asked before was gone. */
  void makeDue() {
    ledger
        .database()
        .inTransaction(
            tx ->
                tx.execute(
                    "update bridge_payment set due_at = utc_timestamp(6) - interval 1 second,"
                        + " leased_until = null where due_at is not null"));
  }

  /** Everything that is due is asked about, once. */
  void follow() {
    makeDue();
    // Those of other tests are in the same table.
    while (due.round() > 0) {
      continue;
    }
  }

  @Override
  public void close() {
    server.close();
    projects.close();
    client.close();
    asked.close();
    arc.close();
    headers.close();
  }
}
