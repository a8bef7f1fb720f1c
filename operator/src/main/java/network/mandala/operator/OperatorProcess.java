package network.mandala.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import network.mandala.configuration.Trust;
import network.mandala.domain.NameServers;
import network.mandala.ledger.Ledger;
import network.mandala.operator.agent.AgentController;
import network.mandala.operator.bundle.BundleSettings;
import network.mandala.operator.bundle.Bundles;
import network.mandala.operator.canary.Canary;
import network.mandala.operator.certificate.AcmeSettings;
import network.mandala.operator.certificate.Certificates;
import network.mandala.operator.certificate.ChallengeEndpoint;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.domain.DomainProofs;
import network.mandala.operator.funding.FundingSettings;
import network.mandala.operator.funding.LedgerNews;
import network.mandala.operator.funding.LedgerSecret;
import network.mandala.operator.funding.PriceListPublisher;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.http.HttpService;
import network.mandala.operator.kubernetes.Children;
import network.mandala.operator.kubernetes.Events;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.project.ProjectController;
import network.mandala.operator.project.ProjectSettings;
import network.mandala.operator.registry.RegistryCleaner;
import network.mandala.operator.registry.RegistryGrants;
import network.mandala.operator.registry.RegistrySweep;
import network.mandala.operator.registry.TagDigests;
import network.mandala.operator.registry.TokenEndpoint;
import network.mandala.operator.registry.TokenKey;
import network.mandala.operator.spore.SporeController;
import network.mandala.operator.telemetry.Health;
import network.mandala.operator.telemetry.ReconcileMetrics;
import network.mandala.operator.telemetry.StaleResources;
import network.mandala.process.Running;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs in one process, wired: from the configuration to the controllers. */
public final class OperatorProcess implements Running {

  private static final Logger log = LoggerFactory.getLogger(OperatorProcess.class);
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(15);
  private static final Duration CACHE_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration API_SERVER_RETRY = Duration.ofSeconds(2);
  private static final Duration STALE_SAMPLE = Duration.ofSeconds(10);

  private final KubernetesClient client;
  private final Operator operator;
  private final Leadership leadership;
  private final Canary canary;
  private final RegistrySweep sweep;
  private final ScheduledExecutorService sampler;
  private final HttpService health;
  private final HttpService tokens;
  private final HttpClient registry;
  private final DomainProofs proofs;
  private final TagDigests tags;
  private final Bundles bundles;
  private final Certificates certificates;
  private final Treasury treasury;
  private final ExecutorService reconcilers;
  private final boolean releasesLease;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile boolean ready;

  /**
   * What a process is told from outside.
   *
   * @param identity name of this replica
   * @param startedAt when the process began, for the time to its first reconcile
   * @param onLostLeadership must end the process at once
   */
  public record Surroundings(
      KubernetesClient client,
      String identity,
      Clock clock,
      Instant startedAt,
      Runnable onLostLeadership) {}

  /**
   * Puts everything together; health is answered from now on.
   *
   * @throws IOException when a port is taken or a file cannot be read
   */
  public static OperatorProcess create(NodeConfig config, Surroundings surroundings)
      throws IOException {
    return new OperatorProcess(config, surroundings);
  }

  /**
   * Begins to work; returns when the caches are filled. While there is no API server it waits for
   * it: a process that ended instead would be kept from starting for minutes.
   *
   * @throws RuntimeException when it cannot work; nothing runs then
   */
  @Override
  public void start() {
    try {
      if (!awaitApiServer()) {
        return;
      }
      operator.start();
      requireFilledCaches();
      if (!releasesLease) {
        leadership.started();
      }
      ready = true;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** False when this process is closed before there is one. */
  private boolean awaitApiServer() {
    while (true) {
      try {
        client.raw("/readyz");
        return true;
      } catch (KubernetesClientException e) {
        log.warn("Waiting for the API server: {}", e.getMessage());
      }
      try {
        if (closed.await(API_SERVER_RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
          return false;
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  private OperatorProcess(NodeConfig config, Surroundings surroundings) throws IOException {
    var clock = surroundings.clock();
    client = surroundings.client();
    releasesLease = config.leaderElection().enabled();

    // What it tells about itself.
    var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    var stale = new StaleResources(metrics, clock);
    canary =
        new Canary(client, metrics, clock, config.canary().interval(), config.canary().deadline());
    health =
        HttpService.start(
            "health", config.http().port(), Health.routes(metrics, () -> ready, canary::sickness));

    // The registry's door.
    var key = TokenKey.load(config.registry().keyFile(), config.registry().certificateFile());
    var projects = new ProjectController(stale);
    var grants =
        new RegistryGrants(
            key,
            config.registry().issuer(),
            config.registry().service(),
            projects.directory(),
            clock);
    certificates = new Certificates(client, acmeSettings(config), clock);
    tokens =
        HttpService.start(
            "token",
            config.http().tokenPort(),
            Map.of(
                TokenEndpoint.PATH,
                new TokenEndpoint(grants, metrics),
                ChallengeEndpoint.PATH,
                certificates.challenges()));
    registry = registryClient(config);
    var cleaner = new RegistryCleaner(registry, registryRoot(config.registry()), grants);

    // Reconcilers: virtual threads, as many as configured, so that ten thousand resources do not
    // reach the API server at once.
    reconcilers =
        Executors.newFixedThreadPool(
            config.reconcile().threads(), Thread.ofVirtual().name("reconcile-", 0).factory());
    leadership =
        new Leadership(
            config.leaderElection(),
            surroundings.identity(),
            () -> lead(config),
            surroundings.onLostLeadership(),
            metrics);
    var reconcileMetrics =
        new ReconcileMetrics(
            metrics,
            () ->
                log.info(
                    "first reconcile after {} ms",
                    Duration.between(surroundings.startedAt(), clock.instant()).toMillis()));
    operator = new Operator(overrider -> configure(overrider, config, reconcileMetrics));
    var platform =
        new Platform(
            client,
            new Children(client, metrics),
            new Events(client, clock, surroundings.identity()),
            metrics,
            clock);
    treasury = treasury(config, platform);
    projects.register(
        operator,
        platform,
        projectSettings(config, tokens.port()),
        grants,
        cleaner,
        treasury,
        canary);
    proofs =
        new DomainProofs(
            NameServers.of(config.domains().nameServers(), config.domains().nameServerTimeout()),
            clock);
    tags = new TagDigests(cleaner::digestOf, clock);
    var usage =
        AgentController.register(
            operator,
            platform,
            config,
            proofs,
            certificates,
            tags,
            grants,
            cleaner,
            treasury,
            metrics.getPrometheusRegistry(),
            stale);
    bundles = Bundles.of(bundleSettings(config), grants, metrics, clock);
    SporeController.register(operator, platform, config, bundles, treasury, stale);
    sweep =
        new RegistrySweep(
            cleaner,
            usage,
            config.registry().keepUnneeded(),
            config.registry().sweepInterval(),
            () -> ready,
            clock);

    sampler =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("stale-sampler").daemon().factory());
    var unused =
        sampler.scheduleWithFixedDelay(
            stale::sample, STALE_SAMPLE.toMillis(), STALE_SAMPLE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void configure(
      ConfigurationServiceOverrider overrider, NodeConfig config, ReconcileMetrics metrics) {
    overrider
        .withKubernetesClient(client)
        .withExecutorService(reconcilers)
        .withMetrics(metrics)
        .withUseSSAToPatchPrimaryResource(true)
        .withReconciliationTerminationTimeout(STOP_TIMEOUT)
        // Resource definitions may be newer than this process by seconds: asked again until then.
        .withStopOnInformerErrorDuringStartup(false)
        .withCacheSyncTimeout(CACHE_TIMEOUT)
        .withCloseClientOnStop(false);
    if (config.leaderElection().enabled()) {
      overrider.withLeaderElectionConfiguration(leadership.configuration());
    }
  }

  /** What only one replica may do. */
  private void lead(NodeConfig config) {
    if (config.canary().enabled()) {
      canary.start();
    }
    sweep.start();
    treasury.start();
  }

  /** Not asked before this replica leads. */
  private static Treasury treasury(NodeConfig config, Platform platform) throws IOException {
    var money = config.money();
    if (money.ledger().folder() == null) {
      return Treasury.none();
    }
    var namespace = config.leaderElection().namespace();
    return Treasury.of(
        Ledger.open(LedgerSecret.read(money.ledger())),
        FundingSettings.of(money.funding()),
        money.funding().pollInterval(),
        new PriceListPublisher(platform.client(), namespace, platform.clock()),
        new LedgerNews(platform.events(), namespace),
        platform.metrics(),
        platform.clock());
  }

  private void requireFilledCaches() {
    var runtime = operator.getRuntimeInfo();
    if (!runtime.allEventSourcesAreHealthy()) {
      throw new IllegalStateException(
          "caches were not filled within %s: %s"
              .formatted(CACHE_TIMEOUT, runtime.unhealthyEventSources()));
    }
  }

  private static ProjectSettings projectSettings(NodeConfig config, int tokenPort)
      throws IOException {
    var registry = config.registry();
    var network = config.network();
    return new ProjectSettings(
        config.podSecurityVersion(),
        config.trustBundleFile() == null ? "" : Files.readString(config.trustBundleFile()),
        config.ingress().namespace(),
        network.deniedCidrs(),
        config.build().allowedCidrs(),
        network.dns().namespace(),
        network.dns().podLabels(),
        network.dns().cidrs(),
        registry.host(),
        registry.insecure(),
        registry.namespace(),
        registry.podLabels(),
        registry.tokenPodLabels(),
        tokenPort,
        config.activator(),
        config.bridge(),
        registry.grantLifetime(),
        config.build().dockerfile().enabled(),
        config.build().dockerfile().atOncePerProject(),
        config.reconcile().driftCheck());
  }

  private static AcmeSettings acmeSettings(NodeConfig config) {
    var acme = config.acme();
    return new AcmeSettings(
        acme.server(),
        acme.email(),
        acme.caFile(),
        acme.namespace(),
        acme.service(),
        config.ingress().className());
  }

  private static URI registryRoot(NodeConfig.Registry registry) {
    return URI.create((registry.insecure() ? "http://" : "https://") + registry.host());
  }

  /** Speaks with the registry, which may have a certificate of the provider's own authority. */
  private static HttpClient registryClient(NodeConfig config) throws IOException {
    var builder = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
    if (config.trustBundleFile() != null && !config.registry().insecure()) {
      builder.sslContext(Trust.in(config.trustBundleFile()));
    }
    return builder.build();
  }

  private static BundleSettings bundleSettings(NodeConfig config) throws IOException {
    var registry = config.registry();
    return new BundleSettings(
        registry.host(),
        registry.insecure(),
        config.trustBundleFile() == null || registry.insecure()
            ? null
            : Trust.in(config.trustBundleFile()),
        config.images().python(),
        BundleSettings.architectureOfThisMachine(),
        config.spores().maxBundleBytes());
  }

  /** The port of health and metrics. */
  public int healthPort() {
    return health.port();
  }

  /** The port of the token endpoint. */
  public int tokenPort() {
    return tokens.port();
  }

  /** Ends reconciles that are under way, for at most 15 seconds, then gives the Lease up. */
  @Override
  public void close() {
    if (closed.getCount() == 0) {
      return;
    }
    closed.countDown();
    ready = false;
    leadership.close();
    canary.close();
    sweep.close();
    sampler.shutdownNow();
    operator.stop();
    reconcilers.shutdownNow();
    treasury.close();
    proofs.close();
    tags.close();
    bundles.close();
    certificates.close();
    if (releasesLease) {
      leadership.release(client);
    }
    registry.shutdownNow();
    tokens.close();
    health.close();
  }
}
