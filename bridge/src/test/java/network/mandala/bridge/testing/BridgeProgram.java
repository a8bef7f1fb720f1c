package network.mandala.bridge.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import network.mandala.bridge.Main;
import network.mandala.ledger.database.DatabaseSettings;

/** The bridge as it runs in production: a process of its own with a file of configuration. */
public final class BridgeProgram implements AutoCloseable {
  public static final String NODE_KEY = "11".repeat(32);

  private static final String USER = "bridge";
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration END = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(50);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final int port;

  private BridgeProgram(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts it and waits until it answers.
   *
   * @param folder for its files, empty
   * @param more configuration, by its highest keys
   * @param flags of the Java machine
   */
  public static BridgeProgram start(
      Path folder,
      Path kubeconfig,
      DatabaseSettings database,
      Map<String, ?> more,
      List<String> flags)
      throws IOException {
    int port = freePort();
    var file = configure(folder, database, port, more);
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    var log = folder.resolve("bridge.log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("MANDALA_CONFIG", file.toString());
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    var bridge = new BridgeProgram(builder.start(), port);
    try {
      bridge.awaitAnswer();
      return bridge;
    } catch (IllegalStateException e) {
      bridge.close();
      throw new IllegalStateException(e.getMessage() + ":\n" + Files.readString(log), e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public ProcessHandle process() {
    return process.toHandle();
  }

  private static Path configure(
      Path folder, DatabaseSettings database, int port, Map<String, ?> more) throws IOException {
    var ledger = Files.createDirectories(folder.resolve("ledger"));
    createUser(database);
    Files.writeString(ledger.resolve("url"), database.jdbcUrl() + "?allowPublicKeyRetrieval=true");
    Files.writeString(ledger.resolve("user"), USER);
    Files.writeString(ledger.resolve("password"), USER);
    var node = Files.writeString(folder.resolve("node-key"), NODE_KEY);
    var sessions = Files.writeString(folder.resolve("session-keys"), "ab".repeat(32));
    var config = new TreeMap<String, Object>();
    config.put("url", "http://127.0.0.1:" + port);
    config.put("http", Map.of("host", "127.0.0.1", "port", port, "drain", "0s"));
    config.put("health", Map.of("port", 0));
    // All come from one address, and are many.
    var any = Map.of("perSecond", 0);
    config.put("limit", Map.of("identity", any, "address", any, "handshake", any));
    config.put("project", Map.of("mostFree", 0));
    config.put("ledger", Map.of("folder", ledger.toString()));
    config.put("upload", Map.of("folder", folder.resolve("uploads").toString()));
    config.put("nodeKeyFile", node.toString());
    config.put("session", Map.of("keysFile", sessions.toString()));
    config.put("payments", Map.of("verifier", "trusted-test"));
    config.putAll(more);
    // JSON is YAML.
    return Files.write(folder.resolve("bridge.yaml"), JSON.writeValueAsBytes(config));
  }

  /** The bridge takes no empty password, which root of the tests' MySQL has. */
  private static void createUser(DatabaseSettings database) throws IOException {
    try (var connection =
            DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
        var statement = connection.createStatement()) {
      statement.execute("create user if not exists " + USER + " identified by '" + USER + "'");
      statement.execute("grant all on *.* to " + USER);
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }

  private void awaitAnswer() {
    long end = System.nanoTime() + START.toNanos();
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(url() + "/health/live"))
              .timeout(Duration.ofSeconds(5))
              .build();
      while (true) {
        try {
          if (http.send(request, BodyHandlers.discarding()).statusCode() == 200) {
            return;
          }
        } catch (IOException notYet) {
          if (!process.isAlive() || System.nanoTime() - end > 0) {
            throw new IllegalStateException("the bridge did not start", notYet);
          }
        }
        Thread.sleep(LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(END.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
