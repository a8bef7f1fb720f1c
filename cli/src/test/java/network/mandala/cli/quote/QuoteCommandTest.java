package network.mandala.cli.quote;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import network.mandala.cli.Main;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.crds.testing.ApiServer;
import network.mandala.ledger.money.Millisatoshis;
import network.mandala.ledger.price.PriceList;
import network.mandala.ledger.price.PriceListJson;
import network.mandala.ledger.usage.MeterItem;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The command as a tenant says it, with a real API server. */
class QuoteCommandTest {
  private static final String NAMESPACE = "quotes";

  private static final PriceList PRICES =
      new PriceList(
          7,
          Instant.EPOCH,
          Map.of(
              MeterItem.parse("cpu"), new Millisatoshis(12_000_000),
              MeterItem.parse("memory"), new Millisatoshis(6_000_000),
              MeterItem.parse("disk"), new Millisatoshis(120_000),
              MeterItem.parse("network"), new Millisatoshis(200_000)));

  private static final String AGENT =
      """
      apiVersion: mandala.network/v1alpha1
      kind: Agent
      metadata: {name: shop}
      spec:
        source: {image: web}
        resources: {cpu: 500m, memory: 1Gi, cpuLimit: 1}
        scaling: {min: 1, max: 2}
      """;

  @RegisterExtension static final ApiServer API = ApiServer.shared();

  @TempDir private Path folder;

  private record Result(int exitCode, String out, String err) {}

  @BeforeAll
  static void publishPrices() {
    API.client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .serverSideApply();
    API.client()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(PriceListJson.CONFIG_MAP)
                .withNamespace(NAMESPACE)
                .endMetadata()
                .addToData(PriceListJson.KEY, PriceListJson.write(PRICES))
                .build())
        .serverSideApply();
  }

  @Test
  void explainsEachPartAndHowLongTheBalanceLasts() throws IOException {
    project("rich", 2_400_000L);

    var result = quote(AGENT, "--project", "rich");

    assertThat(result.err()).isEmpty();
    assertThat(result.exitCode()).isZero();
    assertThat(result.out())
        .isEqualTo(
            """
            AGENT  PART  METER   LEAST  MOST  SAT/UNIT/H  SAT/H MIN  SAT/H MAX
            shop   pods  cpu     0.5    2     12000       6000       24000
            shop   pods  memory  1      2     6000        6000       12000
            all    -     -       -      -     -           12000      36000

            least: the fewest pods, each using what it is guaranteed
            most:  the most pods, each using what its limits allow
            network traffic is not in it: 200 satoshis for each GiB

            project rich has 2400000 satoshis
            that lasts 8d at the least, 2d at the most
            """);
  }

  @Test
  void endsWithOneWhenTheBalanceDoesNotLastLongEnough() throws IOException {
    project("poor", 100L);

    var result = quote(AGENT, "--project", "poor");
    var short1 = quote(AGENT, "--project", "poor", "--for", "30s");

    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.out()).contains("project poor has 100 satoshis");
    assertThat(result.err()).contains("does not carry this for 24h: 287900 satoshis are missing");
    assertThat(short1.exitCode()).isZero();
  }

  @Test
  void isOneDocumentOfJson() throws IOException {
    project("poor", 100L);

    var result = quote(AGENT, "--project", "poor", "-o", "json");

    assertThat(result.exitCode()).isEqualTo(1);
    var json = new ObjectMapper().readTree(result.out());
    assertThat(json.path("priceVersion").asLong()).isEqualTo(7);
    assertThat(json.path("satoshisPerHourMin").asLong()).isEqualTo(12_000);
    assertThat(json.path("satoshisPerHourMax").asLong()).isEqualTo(36_000);
    assertThat(json.path("lines")).hasSize(2);
    assertThat(json.path("funds").path("affordable").asBoolean(true)).isFalse();
    assertThat(json.path("funds").path("missingSatoshis").asLong()).isEqualTo(287_900);
    assertThat(json.path("funds").path("runwaySecondsMax").asLong()).isEqualTo(30);
  }

  @Test
  void needsNoProjectToTellAPrice() throws IOException {
    var result = quote(AGENT);

    assertThat(result.exitCode()).isZero();
    assertThat(result.err()).contains("no project is named");
    assertThat(result.out()).contains("all").doesNotContain("project ");
  }

  @Test
  void readsAFolderWithAManifest() throws IOException {
    var source = Files.createDirectory(folder.resolve("source"));
    Files.writeString(source.resolve("index.js"), "");
    Files.writeString(
        source.resolve("agent-manifest.json"),
        """
        {"schema": "mandala-agent", "schemaVersion": "1.0",
         "agent": {"type": "custom", "runtime": "node"},
         "resources": {"cpu": "500m", "memory": "512Mi"}}
        """);

    var result = run(source, "-o", "json");

    assertThat(result.err()).contains("no project is named");
    assertThat(result.exitCode()).isZero();
    assertThat(new ObjectMapper().readTree(result.out()).path("satoshisPerHourMin").asLong())
        .isEqualTo(9_000);
  }

  @Test
  void saysInWordsWhatIsMissing() throws IOException {
    assertThat(run(folder.resolve("nothing.yaml")).err()).contains("there is no file");
    assertThat(run(folder).err()).contains("has no agent-manifest.json");
    assertThat(quote(AGENT, "--project", "nobody").err()).contains("there is no project nobody");
    assertThat(quote(AGENT, "--namespace", "elsewhere").err())
        .contains("there is no price list")
        .contains("elsewhere");
    assertThat(quote(AGENT.replace("500m", "lots")).err()).contains("spec.resources.cpu is 'lots'");
  }

  private static void project(String name, long balance) {
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(name).build());
    project.setSpec(ProjectSpec.standard());
    var resource = API.client().resource(project);
    resource.createOr(present -> present.update());
    project.setStatus(
        new ProjectStatus(
            null,
            name + "-id",
            "mandala-project-" + name,
            null,
            new Balance(balance, "2026-01-01T00:00:00Z", null, null),
            null,
            null));
    API.client()
        .resources(Project.class)
        .withName(name)
        .editStatus(
            live -> {
              live.setStatus(project.getStatus());
              return live;
            });
  }

  private Result quote(String agents, String... arguments) throws IOException {
    return run(Files.writeString(folder.resolve("agents.yaml"), agents), arguments);
  }

  private static Result run(Path path, String... arguments) {
    var all = new ArrayList<>(List.of("quote", "-f", path.toString()));
    all.addAll(List.of("--kubeconfig", API.kubeconfig().toString()));
    if (!List.of(arguments).contains("--namespace")) {
      all.addAll(List.of("--namespace", NAMESPACE));
    }
    all.addAll(List.of(arguments));
    var out = new StringWriter();
    var err = new StringWriter();
    var line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return new Result(line.execute(all.toArray(String[]::new)), out.toString(), err.toString());
  }
}
