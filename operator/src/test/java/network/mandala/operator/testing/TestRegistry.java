package network.mandala.operator.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import network.mandala.crds.testing.RunningProgram;
import org.awaitility.Awaitility;

/** The real registry on a loopback port, which asks for tokens as the chart sets it up. */
public final class TestRegistry implements AutoCloseable {

  private final Path folder;
  private final int port;
  private RunningProgram program;

  private TestRegistry(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /**
   * Starts one.
   *
   * @param folder where it keeps its blobs, and where tls.crt is
   * @param realmPort port of the token endpoint
   */
  public static TestRegistry start(Path folder, int realmPort) {
    var registry = new TestRegistry(folder, freePort());
    try {
      Files.writeString(
          folder.resolve("registry.yml"),
          """
          version: 0.1
          log: {level: warn, accesslog: {disabled: true}}
          storage: {filesystem: {rootdirectory: "%s"}, delete: {enabled: true}}
          http: {addr: "127.0.0.1:%d", secret: test}
          auth:
            token:
              realm: http://127.0.0.1:%d/token
              service: mandala-registry
              issuer: mandala
              rootcertbundle: %s
              signingalgorithms: [RS256]
          """
              .formatted(
                  folder.resolve("blobs"), registry.port, realmPort, folder.resolve("tls.crt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    registry.start();
    return registry;
  }

  /** Starts it again after {@link #stop}, with what it had. */
  public void start() {
    program =
        RunningProgram.start(
            folder, "registry", List.of("serve", folder.resolve("registry.yml").toString()));
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> {
              if (!program.isAlive()) {
                throw new IllegalStateException(program.describe());
              }
              return answers();
            });
  }

  public void stop() {
    program.close();
  }

  /** As in image references. */
  public String host() {
    return "127.0.0.1:" + port;
  }

  /** A port that nobody uses at the moment. */
  public static int freePort() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A port that nobody uses, now or soon: the system gives ports of this range to no connection, so
   * one operator after the other can listen there.
   */
  public static int lastingPort() {
    for (int i = 0; i < 100; i++) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
      try (var socket = new ServerSocket(port)) {
        return socket.getLocalPort();
      } catch (IOException taken) {
        // Another one, then.
      }
    }
    throw new IllegalStateException("no port between 20000 and 30000 is free");
  }

  private boolean answers() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  @Override
  public void close() {
    program.close();
  }
}
