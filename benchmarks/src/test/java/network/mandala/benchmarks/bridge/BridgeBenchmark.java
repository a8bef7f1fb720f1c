package network.mandala.benchmarks.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import network.mandala.bridge.testing.BridgeProgram;
import network.mandala.bridge.testing.NodeProgram;
import network.mandala.bridge.testing.RawClient;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Role;
import network.mandala.crds.testing.ApiServer;
import network.mandala.identity.bsv.WalletKey;
import network.mandala.ledger.testing.MySqlServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Signed lists of projects from a load generator, to the bridge and to a bare Express app with the
 * published middleware. Prints; asserts nothing. {@code benchmarks/bridge.sh} runs it.
 */
class BridgeBenchmark {
  private static final int CONNECTIONS = 64;
  private static final int PROJECTS_OF_EACH = 5;
  private static final int REQUESTS_OF_EACH = Integer.getInteger("bridge.requests", 2500);
  private static final int REQUESTS_OF_EACH_TO_EXPRESS = 150;
  private static final int SESSIONS = 10_000;
  private static final Duration WARM_UP = Duration.ofSeconds(8);
  private static final Duration MEASURED = Duration.ofSeconds(20);
  private static final String LIST = "/api/v1/project/list";

  @RegisterExtension static final ApiServer api = ApiServer.alone();

  @TempDir Path folder;

  @Test
  void signedLists() throws IOException, InterruptedException {
    var load = LoadProgram.build(folder);
    projects();
    System.out.printf(
        "%d connections, each with a session and an identity of its own; %d projects%n",
        CONNECTIONS, CONNECTIONS * PROJECTS_OF_EACH);
    double ours = bridge(load);
    double theirs = express(load);
    System.out.printf(Locale.ROOT, "the bridge does %.1f times as many%n", ours / theirs);
  }

  private double bridge(LoadProgram load) throws IOException, InterruptedException {
    var files = Files.createDirectory(folder.resolve("bridge"));
    try (var mysql = MySqlServer.durable();
        var bridge =
            BridgeProgram.start(
                files, api.kubeconfig(), mysql.settings(), Map.of(), ProductionFlags.all())) {
      var callers = callers(bridge.url());
      callers.forEach(caller -> caller.send(caller.post("/api/v1/register", "{}")));
      double perSecond = measure("bridge", load, bridge.url(), callers, REQUESTS_OF_EACH);
      sessions(bridge);
      return perSecond;
    }
  }

  private static void sessions(BridgeProgram bridge) throws IOException, InterruptedException {
    long before = LiveHeap.bytes(bridge.process());
    for (int i = 0; i < SESSIONS; i++) {
      var caller = new RawClient(key(CONNECTIONS + i), bridge.url()).shakeHands();
      caller.send(caller.post(LIST, "{}"));
    }
    long after = LiveHeap.bytes(bridge.process());
    System.out.printf(
        Locale.ROOT,
        "%d more sessions, each used once: live heap %.1f MB before, %.1f MB after%n",
        SESSIONS,
        before / 1e6,
        after / 1e6);
  }

  private double express(LoadProgram load) throws IOException, InterruptedException {
    try (var express = NodeProgram.start("reference-server.mjs", BridgeProgram.NODE_KEY)) {
      var url = "http://127.0.0.1:" + express.read().get("port").intValue();
      return measure("express", load, url, callers(url), REQUESTS_OF_EACH_TO_EXPRESS);
    }
  }

  private double measure(
      String name, LoadProgram load, String url, List<RawClient> callers, int each)
      throws IOException, InterruptedException {
    var requests = Files.createDirectory(folder.resolve(name + "-requests"));
    PresignedCalls.write(requests, url, callers, LIST, each);
    var running = load.start(url, requests, WARM_UP, MEASURED);
    Thread.sleep(WARM_UP);
    var before = CpuShares.now();
    Thread.sleep(MEASURED.minusSeconds(1));
    var after = running.isAlive() ? CpuShares.now() : before;
    var result = LoadProgram.result(running);
    print(name, result);
    System.out.println("  cores: " + after.since(before));
    return result.get("perSecond").doubleValue();
  }

  private static void print(String name, JsonNode result) {
    System.out.printf(
        Locale.ROOT,
        "%-8s %6.0f requests/s, half within %.1f ms, 99 of 100 within %.1f ms, slowest %.1f ms"
            + " (%d requests in %.1f s%s; others than 200: %s)%n",
        name,
        result.get("perSecond").doubleValue(),
        result.get("p50Millis").doubleValue(),
        result.get("p99Millis").doubleValue(),
        result.get("slowestMillis").doubleValue(),
        result.get("requests").intValue(),
        result.get("seconds").doubleValue(),
        result.get("ranOut").booleanValue() ? ", all that there were" : "",
        result.get("othersThan200"));
  }

  private static List<RawClient> callers(String url) {
    return IntStream.range(0, CONNECTIONS)
        .mapToObj(i -> new RawClient(key(i), url).shakeHands())
        .toList();
  }

  private static void projects() {
    for (int i = 0; i < CONNECTIONS; i++) {
      var owner = List.of(new Admin(key(i).publicKey().hex(), Role.OWNER));
      for (int n = 0; n < PROJECTS_OF_EACH; n++) {
        var project = new Project();
        project.setMetadata(new ObjectMetaBuilder().withName("%030x%02x".formatted(i, n)).build());
        project.setSpec(
            new ProjectSpec("project " + n, Network.TEST, owner, null, null, null, null));
        api.client().resource(project).create();
      }
    }
  }

  private static WalletKey key(int number) {
    return WalletKey.parse("%064x".formatted(1000 + number));
  }
}
