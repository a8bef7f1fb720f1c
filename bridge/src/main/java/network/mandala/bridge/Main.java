package network.mandala.bridge;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import network.mandala.bridge.auth.Gate;
import network.mandala.bridge.auth.Handshake;
import network.mandala.bridge.auth.ReplySigner;
import network.mandala.bridge.config.BridgeConfig;
import network.mandala.bridge.http.HttpServer;
import network.mandala.bridge.log.JdbiProjectLogs;
import network.mandala.bridge.log.LogEndpoints;
import network.mandala.bridge.node.Endpoints;
import network.mandala.bridge.project.AdminEndpoints;
import network.mandala.bridge.project.KubernetesProjects;
import network.mandala.bridge.project.ProjectAccess;
import network.mandala.bridge.project.ProjectCreation;
import network.mandala.bridge.project.ProjectEndpoints;
import network.mandala.bridge.route.Door;
import network.mandala.bridge.session.JdbiReplayCache;
import network.mandala.bridge.session.SessionKeys;
import network.mandala.bridge.session.Sessions;
import network.mandala.bridge.user.JdbiUsers;
import network.mandala.bridge.user.UserEndpoints;
import network.mandala.configuration.ConfigProblems;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.database.DatabaseSettings;
import network.mandala.ledger.database.LedgerDatabase;
import network.mandala.ledger.database.LedgerUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge as a program; it runs until it is told to end. */
public final class Main {
  private static final Logger log = LoggerFactory.getLogger(Main.class);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(1);

  private Main() {}

  public static void main(String[] args) throws InterruptedException {
    try {
      var file = System.getenv().getOrDefault("MANDALA_CONFIG", BridgeConfig.FILE.toString());
      run(BridgeConfig.load(Path.of(file), System.getenv()));
    } catch (ConfigProblems | IllegalArgumentException e) {
      log.error("Configuration: {}", e.getMessage());
      System.exit(2);
    } catch (IOException | RuntimeException e) {
      log.error("The bridge did not start", e);
      System.exit(1);
    }
  }

  private static void run(BridgeConfig config) throws IOException, InterruptedException {
    var secrets = config.secrets();
    var node = WalletKey.parse(Files.readString(secrets.nodeKey()));
    var keys = SessionKeys.parse(Files.readString(secrets.sessionKeys()));
    var random = new SecureRandom();
    var clock = Clock.systemUTC();
    try (var database = LedgerDatabase.open(settings(secrets));
        var client = new KubernetesClientBuilder().build();
        var projects = KubernetesProjects.watch(client)) {
      database.migrate();
      var users = new JdbiUsers(database);
      var logs = new JdbiProjectLogs(database, clock);
      var registered = new UserEndpoints(users);
      var replays = new JdbiReplayCache(database);
      var sessions = new Sessions(keys, config.sessionLength(), clock, random);
      var routes =
          Endpoints.all(
              registered,
              new ProjectAccess(registered, projects),
              new ProjectEndpoints(projects, new ProjectCreation(projects, logs, random), clock),
              new AdminEndpoints(projects, users),
              new LogEndpoints(logs));
      var door =
          new Door(
              new Handshake(node, sessions),
              new Gate(node, sessions, replays),
              new ReplySigner(node, random),
              routes,
              config.mostBodyBytes());
      var stop = new CountDownLatch(1);
      var stopped = new CountDownLatch(1);
      Runtime.getRuntime()
          .addShutdownHook(
              Thread.ofPlatform().unstarted(() -> end(stop, stopped, config.http().grace())));
      try (var server = HttpServer.start(config.http(), door)) {
        log.info("Listens on port {} as {}", server.port(), node.publicKey());
        while (!stop.await(FORGET_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
          forget(replays, clock);
        }
        log.info("Stopping");
      } finally {
        stopped.countDown();
      }
    }
  }

  /** What is left for the next time is forgotten then, by whichever replica. */
  private static void forget(JdbiReplayCache replays, Clock clock) {
    try {
      while (replays.forget(clock.instant()) > 0) {
        log.debug("Forgot requests of sessions that have expired");
      }
    } catch (LedgerUnavailable e) {
      log.warn("{}", e.getMessage());
    }
  }

  private static void end(CountDownLatch stop, CountDownLatch stopped, Duration grace) {
    stop.countDown();
    try {
      if (!stopped.await(grace.plusSeconds(5).toMillis(), TimeUnit.MILLISECONDS)) {
        log.warn("Ends with requests that are not answered");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static DatabaseSettings settings(BridgeConfig.Secrets secrets) throws IOException {
    return new DatabaseSettings(
        Files.readString(secrets.ledger().resolve("url")).strip(),
        Files.readString(secrets.ledger().resolve("user")).strip(),
        Files.readString(secrets.ledger().resolve("password")).strip(),
        secrets.connections());
  }
}
