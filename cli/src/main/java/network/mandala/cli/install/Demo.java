package network.mandala.cli.install;

import java.time.Duration;
import java.util.Map;
import network.mandala.cli.agent.AgentPush;
import network.mandala.cli.console.Console;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.project.Projects;
import network.mandala.cluster.Cluster;
import network.mandala.crds.project.Project;

/** The first agent: {@code examples/hello-node} as {@code hello} in the project {@code demo}. */
final class Demo {
  private static final String PROJECT = "demo";
  private static final String AGENT = "hello";
  private static final Duration PROJECT_TIMEOUT = Duration.ofMinutes(1);
  private static final Duration AGENT_TIMEOUT = Duration.ofMinutes(5);

  private final Checkout checkout;
  private final Console console;

  Demo(Checkout checkout, Console console) {
    this.checkout = checkout;
    this.console = console;
  }

  /** Returns the URL at which it answers. */
  String run(Cluster cluster) {
    try (var client = Installation.client(cluster)) {
      var projects = new Projects(client, console);
      console.progress("making the project " + PROJECT);
      projects.awaitReady(projects.apply(PROJECT, Map.of()), PROJECT_TIMEOUT);
      console.progress("running examples/hello-node as its agent " + AGENT);
      var url =
          new AgentPush(client, console)
              .run(PROJECT, AGENT, checkout.root().resolve("examples/hello-node"), AGENT_TIMEOUT);
      tellBalance(projects.get(PROJECT));
      return url;
    }
  }

  /** Where there is a ledger. */
  private void tellBalance(Project project) {
    var balance = project.getStatus().balance();
    if (balance != null && balance.satoshis() != null) {
      console.progress(
          "the project %s has %d satoshis left: mandala ledger show %1$s"
              .formatted(PROJECT, balance.satoshis()));
    }
  }
}
