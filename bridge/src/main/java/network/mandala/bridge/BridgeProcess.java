package network.mandala.bridge;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.bridge.audit.AuditLog;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.billing.BillingEndpoints;
import network.mandala.bridge.billing.BillingStats;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.config.BridgeSecrets;
import network.mandala.bridge.deploy.AgentReleases;
import network.mandala.bridge.domain.AgentDomains;
import network.mandala.bridge.domain.DomainClaims;
import network.mandala.bridge.domain.DomainEndpoints;
import network.mandala.bridge.domain.JdbiDomains;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.limit.Limits;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.log.LogEndpoints;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.metric.BridgeMetrics;
import network.mandala.bridge.metric.MoneyMetrics;
import network.mandala.bridge.node.Endpoints;
import network.mandala.bridge.node.EndpointsV2;
import network.mandala.bridge.node.NodeEndpoints;
import network.mandala.bridge.node.NodeHealth;
import network.mandala.bridge.payment.PaymentEndpoints;
import network.mandala.bridge.payment.Payments;
import network.mandala.bridge.payment.Verifiers;
import network.mandala.bridge.pods.AgentRestart;
import network.mandala.bridge.pods.PodEndpoints;
import network.mandala.bridge.pods.ResourceLogs;
import network.mandala.bridge.project.AdminEndpoints;
import network.mandala.bridge.project.FreeProjects;
import network.mandala.bridge.project.JdbiNewProjects;
import network.mandala.bridge.project.KubernetesProjects;
import network.mandala.bridge.project.NewProjects;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectCreation;
import network.mandala.bridge.project.ProjectEndpoints;
import network.mandala.bridge.project.ProjectRemoval;
import network.mandala.bridge.project.ProjectRows;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.project.RemovalEndpoints;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.route.Watch;
import network.mandala.bridge.session.BatchedReplayCache;
import network.mandala.bridge.session.JdbiReplayCache;
import network.mandala.bridge.session.Seals;
import network.mandala.bridge.session.Sessions;
import network.mandala.bridge.turn.Chore;
import network.mandala.bridge.turn.Turns;
import network.mandala.bridge.user.JdbiUsers;
import network.mandala.bridge.user.RememberedUsers;
import network.mandala.bridge.user.UserEndpoints;
import network.mandala.bridge.v2.V2;
import network.mandala.bridge.wallet.WalletKeeper;
import network.mandala.domain.NameServers;
import network.mandala.domain.ProofSearch;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.change.JdbiChanges;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.database.LedgerUnavailable;
import network.mandala.process.HealthServer;
import network.mandala.process.Running;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs in one process, wired: from the configuration to the routes. */
public final class BridgeProcess implements Running {
  private static final Logger log = LoggerFactory.getLogger(BridgeProcess.class);

  /** A client waits longer; some proxies do not. */
  private static final Duration REMOVAL = Duration.ofSeconds(45);

  /** The operator makes it some seconds after the project, less than a client waits. */
  private static final Duration LONGEST_OPENING_OF_ACCOUNT = Duration.ofSeconds(15);

  private static final Duration LEDGER_RETRY = Duration.ofSeconds(2);
  private static final Duration HOUSEKEEPING = Duration.ofMinutes(1);

  /** Somebody may wait for it. */
  private static final Duration SOON = Duration.ofSeconds(2);

  private static final Duration SPENDS = Duration.ofSeconds(5);

  private final BridgeConfig config;
  private final BridgeSecrets secrets;
  private final KubernetesClient client;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();
  private final LedgerDatabase database;
  private final BridgeMetrics metrics;
  private final MoneyMetrics money;
  private final Verifiers verifiers;
  private final HealthServer health;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile Serving serving;

  /** What is there while calls are answered. */
  private record Serving(
      KubernetesProjects projects, BatchedReplayCache replays, Turns turns, HttpServer server) {}

  /**
   * Puts everything together; health is answered from now on.
   *
   * @param client is closed with the process
   * @throws IOException when a port is taken
   */
  public static BridgeProcess create(
      BridgeConfig config, BridgeSecrets secrets, KubernetesClient client, Clock clock)
      throws IOException {
    return new BridgeProcess(config, secrets, client, clock);
  }

  private BridgeProcess(
      BridgeConfig config, BridgeSecrets secrets, KubernetesClient client, Clock clock)
      throws IOException {
    this.config = config;
    this.secrets = secrets;
    this.client = client;
    this.clock = clock;
    var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    new JvmMemoryMetrics().bindTo(registry);
    metrics = new BridgeMetrics(registry);
    money = new MoneyMetrics(registry);
    verifiers = Verifiers.open(config.payments());
    database = LedgerDatabase.open(secrets.ledger());
    health = new HealthServer(config.healthPort(), registry, Optional::empty, this::obstacle);
  }

  /** Answers calls as soon as there are a ledger and an API server; returns then. */
  @Override
  public void start() {
    if (awaitLedger()) {
      var now = serve();
      log.info("Listens on port {} as {}", now.server().port(), secrets.node().publicKey());
    }
  }

  private synchronized Serving serve() {
    var projects = KubernetesProjects.watch(client);
    var logs = new JdbiProjectLogs(database, clock);
    var domains = new JdbiDomains(database, clock);
    var agentDomains = new AgentDomains(client, projects, domains);
    var changes = new JdbiChanges(database);
    var audit = new AuditLog(changes, clock);
    var deploy =
        DeployParts.of(
            config,
            secrets.node(),
            client,
            database,
            projects,
            logs,
            domains,
            agentDomains::write,
            audit,
            random,
            clock);
    var made = new JdbiNewProjects(database);
    var removal =
        new ProjectRemoval(
            client,
            projects,
            List.of(
                new ProjectRows(logs::projects, logs::forget),
                new ProjectRows(domains::projects, domains::forget),
                new ProjectRows(made::projects, made::forget),
                new ProjectRows(deploy.store()::projects, deploy.store()::forget),
                new ProjectRows(deploy.links()::projects, deploy.links()::forget),
                new ProjectRows(deploy.funding()::projects, deploy.funding()::forget)),
            REMOVAL);
    var remembered = new JdbiReplayCache(database);
    var replays = BatchedReplayCache.start(remembered, metrics::remembered);
    var payments = payments(logs);
    var wallets = Ledger.on(database, clock).wallets();
    var sessions = new Sessions(secrets.sessions(), config.sessionLength(), clock, random);
    var door =
        new Door(
            new Handshake(secrets.node(), sessions),
            new Gate(secrets.node(), sessions, replays),
            new ReplySigner(secrets.node(), random),
            routes(projects, made, logs, domains, agentDomains, removal, deploy, payments),
            config.mostBodyBytes(),
            new Watch(new Limits(config.limits()), audit, metrics));
    var keeper = new WalletKeeper(config.wallet(), secrets.node(), verifiers, database, money);
    serving =
        new Serving(
            projects,
            replays,
            new Turns()
                .every(
                    HOUSEKEEPING,
                    "housekeeping",
                    Chore.of(() -> remembered.forgetAll(clock.instant())),
                    Chore.of(() -> changes.forgetAll(clock.instant().minus(config.auditKeep()))),
                    Chore.of(made::forgetSeen),
                    Chore.of(() -> money.holds(wallets.funds())),
                    Chore.of(removal::sweep))
                .every(
                    SOON,
                    "deployments",
                    Chore.of(deploy.finisher()::finishLeft),
                    Chore.of(deploy.storyteller()::tell))
                .every(SOON, "payments", payments.due())
                .every(config.wallet().every(), "wallets", Chore.of(keeper::turn))
                .every(SPENDS, "spends", Chore.of(keeper::follow)),
            HttpServer.start(config.http(), door));
    return serving;
  }

  private Payments payments(ProjectLogs logs) {
    return new Payments(
        secrets.node(),
        secrets.sessions(),
        config.payments().prefixLife(),
        verifiers,
        database,
        logs,
        money,
        clock,
        random);
  }

  private Routes routes(
      ProjectStore projects,
      NewProjects made,
      ProjectLogs logs,
      JdbiDomains domains,
      AgentDomains agentDomains,
      ProjectRemoval removal,
      DeployParts deploy,
      Payments payments) {
    var users = new RememberedUsers(new JdbiUsers(database));
    var registered = new UserEndpoints(users);
    var creation =
        new ProjectCreation(
            projects,
            logs,
            new FreeProjects(config.mostFreeProjects(), config.freeBalance(), made),
            random);
    var ledger = Ledger.on(database, clock);
    var node = secrets.node().publicKey();
    var output = new ResourceLogs(client);
    var restart = new AgentRestart(client, projects, clock);
    var claims =
        new DomainClaims(
            new ProofSearch(NameServers.of(config.dns().servers(), config.dns().timeout())),
            domains,
            agentDomains,
            config.facts().domain());
    var routes =
        Endpoints.all(
            registered,
            new ProjectAccess(registered, projects),
            new ProjectEndpoints(
                projects, creation, domains, deploy.shown(), deploy.funding(), clock),
            new AdminEndpoints(projects, users),
            new LogEndpoints(logs, deploy.store()::has),
            new PodEndpoints(client, output, restart, logs),
            new BillingEndpoints(new BillingStats(ledger)),
            new RemovalEndpoints(removal),
            new NodeEndpoints(
                node,
                node,
                config.facts(),
                ledger.prices(),
                NodeHealth.of(database, client),
                projects,
                clock),
            new DomainEndpoints(claims),
            deploy.deploys(),
            deploy.uploads(),
            deploy.settings(),
            new PaymentEndpoints(
                payments.topUps(),
                ledger.projects(),
                config.payments().most(),
                LONGEST_OPENING_OF_ACCOUNT));
    return EndpointsV2.add(
        routes,
        V2.of(
            new V2.Operations(
                projects,
                creation,
                removal,
                restart,
                new AgentReleases(client),
                output,
                claims,
                users,
                ledger,
                deploy.deployments(),
                deploy.store(),
                logs),
            new Seals(secrets.sessions()),
            clock));
  }

  /** False when this is closed before there is one. */
  private boolean awaitLedger() {
    while (closing.getCount() > 0) {
      try {
        database.migrate();
        return true;
      } catch (LedgerUnavailable e) {
        log.warn("Waiting for the ledger: {}", e.getMessage());
      }
      await(LEDGER_RETRY);
    }
    return false;
  }

  private Optional<String> obstacle() {
    if (closing.getCount() == 0) {
      return Optional.of("is ending");
    }
    return serving == null
        ? Optional.of("waits for the ledger and the API server")
        : Optional.empty();
  }

  /** The port of health and metrics. */
  public int healthPort() {
    return health.port();
  }

  /** The port of calls, once it has started. */
  public int port() {
    return serving.server().port();
  }

  /**
   * Says that it is not ready, goes on answering until everybody has heard of it, ends what was
   * accepted.
   */
  @Override
  public void close() {
    if (closing.getCount() == 0) {
      return;
    }
    closing.countDown();
    synchronized (this) {
      if (serving != null) {
        serving.server().close();
        serving.replays().close();
        serving.turns().close();
        serving.projects().close();
      }
    }
    client.close();
    verifiers.close();
    database.close();
    health.close();
  }

  private void await(Duration time) {
    try {
      closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }
}
