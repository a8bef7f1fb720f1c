package network.mandala.benchmarks;

import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;

/**
 * Prints how long an Agent takes to become ready beside the same pod as a plain Deployment, taken
 * in turn in one run, and what the operator costs with ten Agents; how long builds take; or what
 * becomes of requests. Needs KUBECONFIG of a cluster with Mandala in it, and the checkout as its
 * folder.
 */
public final class Main {

  private static final String IMAGE = "10.43.0.20:5000/mandala/node:1";
  private static final int RUNS = 10;
  private static final int BUILD_RUNS = 3;
  private static final int AGENTS = 10;
  private static final Duration SETTLING = Duration.ofSeconds(30);

  private Main() {}

  /**
   * @param args "pods", and the image to run (without one, the local cluster's base image of node);
   *     or "builds", a project that is ready, and how often each is built; or "visits", a URL,
   *     requests per second, and for how many seconds
   */
  public static void main(String[] args) throws Exception {
    switch (args[0]) {
      case "pods" -> pods(args.length > 1 ? args[1] : IMAGE);
      case "builds" -> builds(args[1], args.length > 2 ? Integer.parseInt(args[2]) : BUILD_RUNS);
      case "visits" ->
          new Visits(
                  URI.create(args[1]),
                  Integer.parseInt(args[2]),
                  Duration.ofSeconds(Long.parseLong(args[3])))
              .run();
      default -> throw new IllegalArgumentException("pods, builds or visits, not " + args[0]);
    }
  }

  private static void builds(String project, int runs) throws Exception {
    try (var client = new KubernetesClientBuilder().build()) {
      var work = Files.createTempDirectory("mandala-builds");
      new Builds(client, Path.of("mandala").toAbsolutePath(), work, project, runs).run();
    }
  }

  private static void pods(String image) throws Exception {
    try (var client = new KubernetesClientBuilder().build();
        var bench = new Bench(client, image)) {
      bench.open();
      bench.agent("warm-up");
      var like = bench.deploymentOf("warm-up");
      var agents = new ArrayList<Duration>();
      var peers = new ArrayList<Duration>();
      for (int run = 0; run < RUNS; run++) {
        peers.add(bench.deployment(like, "peer-" + run));
        bench.removeDeployment("peer-" + run);
        agents.add(bench.agent("agent-" + run));
        bench.removeAgent("agent-" + run);
      }
      var agent = new Sample("Agent created -> pod Ready", agents);
      var peer = new Sample("the same Deployment created by hand -> pod Ready", peers);
      System.out.println(Sample.header());
      System.out.println(agent.row());
      System.out.println(peer.row());
      System.out.printf(
          Locale.ROOT,
          "ratio of the medians: %.2f%n%n",
          (double) agent.median().toNanos() / peer.median().toNanos());
      bench.keepAgents(AGENTS);
      Thread.sleep(SETTLING);
      System.out.printf("operator with %d agents more:%n", AGENTS);
      new OperatorFacts(client).lines().forEach(System.out::println);
    }
  }
}
