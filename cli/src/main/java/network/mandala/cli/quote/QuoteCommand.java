package network.mandala.cli.quote;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import network.mandala.cli.connection.KubeconfigOption;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.cli.project.Projects;
import network.mandala.crds.agent.Agent;
import network.mandala.ledger.money.Satoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.price.PriceListJson;
import network.mandala.ledger.quote.Circumstances;
import network.mandala.ledger.quote.Quote;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what agents will cost, and whether the balance of their project carries them. */
@Command(
    name = "quote",
    description =
        "Says what agents will cost in an hour at the present prices, and how long the balance of their project lasts."
            + " Nothing is changed. Ends with 1 when the balance does not last long enough.",
    mixinStandardHelpOptions = true)
public final class QuoteCommand implements Runnable {
  @Mixin private OutputOption output;
  @Mixin private KubeconfigOption kubeconfig;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "PATH",
      description =
          "A file with Agents (YAML or JSON), - for the standard input, or a folder with an agent-manifest.json.")
  private Path path;

  @Option(
      names = {"-p", "--project"},
      paramLabel = "PROJECT",
      description = "Whose balance is to carry it (default: the one that the file names).")
  private String project;

  @Option(
      names = "--for",
      paramLabel = "DURATION",
      defaultValue = "24h",
      description = "How long the balance is to last at least (default ${DEFAULT-VALUE}).")
  private Duration wanted;

  @Option(
      names = "--tee",
      description = "The pods are confidential virtual machines, which have a price of their own.")
  private boolean tee;

  @Option(
      names = "--namespace",
      paramLabel = "NAMESPACE",
      defaultValue = "mandala-system",
      description = "Where the node's own parts are (default ${DEFAULT-VALUE}).")
  private String namespace;

  @Override
  public void run() {
    var console = output.console();
    var agents = QuoteSource.read(path, System.in);
    var chosen = project == null ? projectOf(agents) : project;
    try (var client = kubeconfig.client()) {
      var prices = prices(client);
      var quote =
          agents.stream()
              .map(
                  agent ->
                      Quote.of(agent.name(), agent.spec(), prices, new Circumstances(true, tee)))
              .reduce(new Quote(List.of()), Quote::plus);
      var view = QuoteView.of(quote, prices, funds(client, console, chosen, agents, quote));
      console.answer(view::text, view);
      if (view.funds() != null && !view.funds().affordable()) {
        throw new Failure(view.shortage());
      }
    }
  }

  /** Empty: the file does not say. */
  static String projectOf(List<Wanted> agents) {
    var projects =
        agents.stream().map(Wanted::project).filter(name -> !name.isEmpty()).distinct().toList();
    if (projects.size() > 1) {
      throw new Failure(
          "these are agents of several projects (%s), each with a balance of its own: quote them one by one, or say --project PROJECT"
              .formatted(String.join(", ", projects)));
    }
    return projects.isEmpty() ? "" : projects.getFirst();
  }

  private PriceList prices(KubernetesClient client) {
    var map = client.configMaps().inNamespace(namespace).withName(PriceListJson.CONFIG_MAP).get();
    var text = map == null || map.getData() == null ? null : map.getData().get(PriceListJson.KEY);
    if (text == null) {
      throw new Failure(
          "there is no price list (ConfigMap %s in namespace %s): this node has no ledger, so it charges nothing; or its parts are in another namespace (--namespace)"
              .formatted(PriceListJson.CONFIG_MAP, namespace));
    }
    try {
      return PriceListJson.read(text);
    } catch (IllegalArgumentException e) {
      throw new Failure(
          e.getMessage() + ". The operator writes it: is this mandala older than the node?", e);
    }
  }

  /** Null when there is no balance to look at. */
  private QuoteView.ProjectFunds funds(
      KubernetesClient client, Console console, String chosen, List<Wanted> agents, Quote quote) {
    if (chosen.isEmpty()) {
      console.progress("no project is named, so no balance is looked at: say --project PROJECT");
      return null;
    }
    var status = new Projects(client, console).get(chosen).getStatus();
    if (status == null || status.balance() == null || status.balance().satoshis() == null) {
      console.progress("project " + chosen + " has no balance yet, or its node has no ledger");
      return null;
    }
    return QuoteView.ProjectFunds.of(
        chosen,
        new Satoshis(status.balance().satoshis()),
        others(client, status.namespace(), agents),
        quote,
        wanted);
  }

  /** What the project's agents cost at least that the quote does not speak of. */
  private static Satoshis others(KubernetesClient client, String namespace, List<Wanted> agents) {
    var quoted = agents.stream().map(Wanted::name).collect(Collectors.toSet());
    return client.resources(Agent.class).inNamespace(namespace).list().getItems().stream()
        .filter(agent -> !quoted.contains(agent.getMetadata().getName()))
        .map(Agent::getStatus)
        .filter(Objects::nonNull)
        .map(status -> status.estimate())
        .filter(estimate -> estimate != null && estimate.satoshisPerHourMin() != null)
        .map(estimate -> new Satoshis(estimate.satoshisPerHourMin()))
        .reduce(Satoshis.ZERO, Satoshis::plus);
  }
}
