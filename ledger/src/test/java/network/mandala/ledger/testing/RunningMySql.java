package network.mandala.ledger.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One mysqld on loopback with data of its own. It does not outlive the JVM. */
final class RunningMySql implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final int LOG_LINES = 20;

  /** For speed: what the tests prove holds without the disk's promise. */
  private static final List<String> FAST =
      List.of(
          "--innodb-flush-log-at-trx-commit=0",
          "--innodb-flush-method=nosync",
          "--innodb-doublewrite=0");

  private static final List<String> DURABLE =
      List.of("--innodb-flush-log-at-trx-commit=1", "--innodb-doublewrite=1");

  private static final List<String> SMALL =
      List.of(
          "--disable-log-bin",
          "--mysqlx=OFF",
          "--secure-file-priv=NULL",
          "--performance-schema=OFF",
          "--innodb-redo-log-capacity=128M",
          "--innodb-buffer-pool-size=256M");

  private final Path root;
  private final Path data;
  private final boolean durable;
  private final int port;
  private final Thread lastResort;
  private Process process;

  private RunningMySql(Path root, Path data, boolean durable) {
    this.root = root;
    this.data = data;
    this.durable = durable;
    this.port = freePort();
    this.lastResort = new Thread(this::destroy, "stop-mysqld");
    Runtime.getRuntime().addShutdownHook(lastResort);
  }

  static RunningMySql start(boolean durable) {
    var root = MySqlImage.root();
    var folder = root.resolve("data");
    try {
      removeLeftOvers(folder);
      var data =
          Files.createTempDirectory(folder, ProcessHandle.current().pid() + "-").resolve("mysql");
      var server = new RunningMySql(root, data, durable);
      server.initialise();
      server.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url(String database) {
    return "jdbc:mysql://127.0.0.1:" + port + "/" + database;
  }

  Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(url(database), "root", "");
  }

  /** Starts it with the data that it has, and waits until it answers. */
  void start() {
    var arguments = new ArrayList<>(List.of("--port=" + port, "--bind-address=127.0.0.1"));
    arguments.add("--socket=" + inside("mysqld.sock"));
    arguments.add("--pid-file=" + inside("mysqld.pid"));
    arguments.add("--default-time-zone=+00:00");
    process = run(arguments);
    awaitAnswer();
  }

  /** Ends it as a crash would. */
  void kill() {
    destroy();
  }

  private void initialise() throws IOException {
    var making = run(List.of("--initialize-insecure"));
    try {
      if (!making.waitFor(START.toSeconds(), TimeUnit.SECONDS) || making.exitValue() != 0) {
        making.destroyForcibly();
        throw new IllegalStateException("mysqld could not make its data:\n" + log());
      }
    } catch (InterruptedException e) {
      making.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mysqld made its data", e);
    }
  }

  private Process run(List<String> arguments) {
    var command = new ArrayList<String>();
    if (!"root".equals(System.getProperty("user.name"))) {
      command.addAll(List.of("unshare", "--user", "--map-root-user"));
    }
    command.addAll(
        List.of("chroot", root.toString(), "/usr/sbin/mysqld", "--no-defaults", "--user=root"));
    command.add("--datadir=" + inside("mysql"));
    command.add("--tmpdir=" + inside(""));
    command.addAll(durable ? DURABLE : FAST);
    command.addAll(SMALL);
    command.addAll(arguments);
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.appendTo(logFile().toFile()))
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void awaitAnswer() {
    var end = Instant.now().plus(START);
    while (Instant.now().isBefore(end)) {
      if (!process.isAlive()) {
        throw new IllegalStateException("mysqld ended:\n" + log());
      }
      try (var connection = connect("mysql")) {
        if (connection.isValid(1)) {
          return;
        }
      } catch (SQLException e) {
        pause();
      }
    }
    throw new IllegalStateException("mysqld does not answer:\n" + log());
  }

  private static void pause() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while mysqld started", e);
    }
  }

  @Override
  public void close() {
    destroy();
    try {
      Runtime.getRuntime().removeShutdownHook(lastResort);
      remove(data.getParent());
    } catch (IllegalStateException e) {
      // The JVM is going down: the next one removes the data.
      process = null;
    }
  }

  private void destroy() {
    try {
      if (process != null) {
        process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Data of JVMs that are gone. */
  private static void removeLeftOvers(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      all.filter(
              old ->
                  ProcessHandle.of(Long.parseLong(old.getFileName().toString().split("-", 2)[0]))
                      .isEmpty())
          .forEach(RunningMySql::remove);
    }
  }

  private static void remove(Path folder) {
    try (var all = Files.walk(folder)) {
      for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As mysqld sees it. */
  private String inside(String name) {
    return "/data/" + data.getParent().getFileName() + "/" + name;
  }

  private Path logFile() {
    return data.resolveSibling("mysqld.log");
  }

  private String log() {
    try {
      var lines = Files.readAllLines(logFile(), StandardCharsets.UTF_8);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
    } catch (IOException e) {
      return "its log cannot be read: " + e;
    }
  }

  private static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
