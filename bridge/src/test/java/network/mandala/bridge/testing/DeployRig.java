package network.mandala.bridge.testing;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import network.mandala.bridge.audit.AuditLog;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.deploy.AgentWriter;
import network.mandala.bridge.deploy.Deployments;
import network.mandala.bridge.deploy.Finisher;
import network.mandala.bridge.deploy.JdbiDeployments;
import network.mandala.bridge.deploy.UploadAddress;
import network.mandala.bridge.domain.JdbiDomains;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.http.HttpSettings;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.project.KubernetesProjects;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.route.Routes;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.session.Sessions;
import network.mandala.bridge.settings.Settings;
import network.mandala.bridge.upload.SourceRegistry;
import network.mandala.bridge.upload.UploadEndpoints;
import network.mandala.bridge.upload.UploadGate;
import network.mandala.bridge.upload.UploadSettings;
import network.mandala.bridge.upload.Uploads;
import network.mandala.builder.artifact.Limits;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.Ledger;
import network.mandala.ledger.change.JdbiChanges;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.project.Contacts;
import network.mandala.ledger.project.LedgerProject;

/** All that deployments need, on real servers, with a registry and a clock of the test. */
public final class DeployRig implements AutoCloseable {
  public static final WalletKey NODE = WalletKey.parse("11".repeat(32));
  public static final PublicKey OWNER = WalletKey.parse("22".repeat(32)).publicKey();
  public static final String DOMAIN = "mandala.test";
  public static final int MOST_BYTES = 8 << 20;
  public static final Duration LIFE = Duration.ofHours(2);

  private static final SecureRandom RANDOM = new SecureRandom();

  public final Ledger ledger;
  public final KubernetesClient client;
  public final KubernetesProjects projects;
  public final JdbiDeployments store;
  public final JdbiProjectLogs logs;
  public final Environments environments;
  public final AgentWriter agents;
  public final Finisher finisher;
  public final Deployments deployments;
  public final Settings settings;
  public final Uploads uploads;
  public final Path folder;
  public final AtomicInteger stored = new AtomicInteger();
  private final HttpServer server;
  private Duration ahead = Duration.ZERO;

  public DeployRig(KubernetesClient client, Ledger ledger, Path folder) throws IOException {
    this(client, ledger, folder, Limits.DEFAULT, null);
  }

  /**
   * @param registry null: one that only counts
   */
  public DeployRig(
      KubernetesClient client, Ledger ledger, Path folder, Limits limits, SourceRegistry registry)
      throws IOException {
    this.client = client;
    this.ledger = ledger;
    this.folder = folder;
    var clock = clock(() -> Instant.now().plus(ahead));
    projects = KubernetesProjects.watch(client);
    store = new JdbiDeployments(ledger.database(), clock);
    logs = new JdbiProjectLogs(ledger.database(), clock);
    environments = new Environments(client);
    agents = new AgentWriter(client, environments);
    finisher = new Finisher(store, projects, agents, project -> {});
    var addresses = new UploadAddress(NODE, "");
    deployments = new Deployments(store, addresses, logs, LIFE, RANDOM, clock);
    settings = new Settings(environments, agents);
    uploads =
        new Uploads(
            new UploadSettings(folder, MOST_BYTES, 2, Duration.ofMinutes(1), limits),
            new UploadGate(addresses, store, projects, ledger.accounts(), MOST_BYTES, clock),
            registry != null ? registry : this::count,
            environments,
            store,
            finisher,
            logs,
            new Uploads.Hosts(DOMAIN, projects, new JdbiDomains(ledger.database(), clock)));
    var sessions =
        new Sessions(SessionKeys.parse("ab".repeat(32)), Duration.ofMinutes(15), clock, RANDOM);
    server =
        HttpServer.start(
            HttpSettings.standard("127.0.0.1", 0),
            new Door(
                new Handshake(NODE, sessions),
                new Gate(NODE, sessions, new InMemoryReplayCache()),
                new ReplySigner(NODE, RANDOM),
                new Routes()
                    .open(
                        "POST",
                        "/api/v1/upload/:deploymentId/:signature",
                        new UploadEndpoints(
                                uploads, new AuditLog(new JdbiChanges(ledger.database()), clock))
                            ::upload),
                1 << 20));
  }

  private String count(
      Project project, String agent, Path archive, network.mandala.builder.registry.Digest digest) {
    stored.incrementAndGet();
    return artifact(project, agent, digest.value());
  }

  public static String artifact(Project project, String agent, String digest) {
    return "registry:5000/" + project.getMetadata().getName() + "/" + agent + "/source@" + digest;
  }

  public int port() {
    return server.port();
  }

  /** Time passes for the bridge, not for others. */
  public void later(Duration duration) {
    ahead = ahead.plus(duration);
  }

  /** A project as the operator leaves it, with money. */
  public Project project(long satoshis) {
    var bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    var id = HexFormat.of().formatHex(bytes);
    var namespace = "mandala-project-" + id;
    client
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(id).build());
    project.setSpec(
        new ProjectSpec(
            null,
            Network.TEST,
            List.of(new Admin(OWNER.hex(), Role.OWNER)),
            null,
            null,
            null,
            null));
    projects.create(project);
    var created = client.resources(Project.class).withName(id).get();
    created.setStatus(new ProjectStatus(1L, id, namespace, null, null, null, null));
    client.resource(created).updateStatus();
    var ledgerProject =
        new LedgerProject(id, id, namespace, id, Network.TEST, List.of(), Contacts.NONE);
    ledger.projects().register(ledgerProject);
    if (satoshis > 0) {
      ledger.journal().credit(id, Satoshis.of(satoshis), "test-" + id, "test", "test");
    }
    org.awaitility.Awaitility.await()
        .until(() -> projects.find(id).filter(p -> p.getStatus() != null).isPresent());
    return projects.find(id).orElseThrow();
  }

  public Deployments.Opened open(Project project) {
    return deployments.open(project, OWNER);
  }

  public HttpResponse<String> upload(String path, byte[] body, String... headers) {
    return upload(path, HttpRequest.BodyPublishers.ofByteArray(body), headers);
  }

  public HttpResponse<String> upload(
      String path, HttpRequest.BodyPublisher body, String... headers) {
    var request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
            .timeout(Duration.ofSeconds(60))
            .header("content-type", "application/octet-stream")
            .POST(body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (var http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Agent agent(Project project, String name) {
    return client
        .resources(Agent.class)
        .inNamespace(project.getStatus().namespace())
        .withName(name)
        .get();
  }

  /** The smallest manifest, with more members. */
  public static String manifest(Project project, String more) {
    return """
        {"schema":"mandala-agent","schemaVersion":"1.0","agent":{"runtime":"node"},
         "deployments":[{"provider":"mandala","projectID":"%s"}]%s}
        """
        .formatted(project.getMetadata().getName(), more);
  }

  /** A program, packed as the older command line does. */
  public static byte[] artifact(Project project, String more) {
    return new Tarball()
        .file("./agent-manifest.json", manifest(project, more))
        .file("./index.js", "require('http')")
        .gzipped();
  }

  private static Clock clock(Supplier<Instant> now) {
    return new Clock() {
      @Override
      public Instant instant() {
        return now.get();
      }

      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }
    };
  }

  @Override
  public void close() {
    server.close();
    projects.close();
  }
}
