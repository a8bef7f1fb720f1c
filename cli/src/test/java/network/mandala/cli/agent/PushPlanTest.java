package network.mandala.cli.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.cli.console.Failure;
import network.mandala.crds.project.Network;
import network.mandala.manifest.Manifest;
import org.junit.jupiter.api.Test;

class PushPlanTest {
  private static final Manifest ONE =
      Manifests.read(
          "agent: {}", "deployments: [{provider: mandala, projectID: shop, network: testnet}]");
  private static final Manifest TWO =
      Manifests.read(
          "services: {web: {agent: {}}, api: {agent: {}}}",
          "links: [{from: web, to: api, envVar: API_URL}]");

  @Test
  void withoutAManifestBothNamesHaveToBeSaid() {
    assertThat(PushPlan.of(null, "demo", "hello", PushFlags.NONE).agents())
        .extracting(PushPlan.Item::name)
        .containsExactly("hello");
    assertThatThrownBy(() -> PushPlan.of(null, "demo", null, PushFlags.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--name");
    assertThatThrownBy(() -> PushPlan.of(null, null, "hello", PushFlags.NONE))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("--project");
  }

  @Test
  void aManifestKnowsTheProjectAndTheName() {
    var plan = PushPlan.of(ONE, null, null, PushFlags.NONE);

    assertThat(plan.project()).isEqualTo("shop");
    assertThat(plan.agents()).extracting(PushPlan.Item::name).containsExactly("agent");
    assertThat(plan.notes()).isEmpty();
  }

  @Test
  void optionsWinAndAnotherProjectIsTold() {
    var plan = PushPlan.of(ONE, "demo", "hello", PushFlags.NONE);

    assertThat(plan.project()).isEqualTo("demo");
    assertThat(plan.agents()).extracting(PushPlan.Item::name).containsExactly("hello");
    assertThat(plan.notes())
        .containsExactly("its deployments name shop; this push goes to demo, as --project says");
  }

  @Test
  void servicesComeInTheOrderOfTheirLinks() {
    var plan = PushPlan.of(TWO, "demo", null, PushFlags.NONE);

    assertThat(plan.agents()).extracting(PushPlan.Item::name).containsExactly("api", "web");
    assertThat(plan.agents().getLast().links()).hasSize(1);
  }

  @Test
  void oneServiceCanBePushedAlone() {
    assertThat(PushPlan.of(TWO, "demo", "web", PushFlags.NONE).agents())
        .extracting(PushPlan.Item::name)
        .containsExactly("web");
    assertThatThrownBy(() -> PushPlan.of(TWO, "demo", "db", PushFlags.NONE))
        .hasMessageContaining("no service db; it has: api, web");
  }

  @Test
  void whatIsAboutOneProgramIsNotSaidOfTwo() {
    var flags = new PushFlags(null, "a.js", List.of(), Map.of(), Set.of());

    assertThatThrownBy(() -> PushPlan.of(TWO, "demo", null, flags))
        .hasMessageContaining("Name one: --name NAME");
    assertThatCode(() -> PushPlan.of(TWO, "demo", "web", flags)).doesNotThrowAnyException();
  }

  @Test
  void aManifestWithoutAProjectNeedsTheOption() {
    assertThatThrownBy(() -> PushPlan.of(TWO, null, null, PushFlags.NONE))
        .hasMessageContaining("--project");
  }

  @Test
  void theNetworkOfTheProjectMustBeTheOneOfTheManifest() {
    assertThatThrownBy(() -> PushPlan.requireNetwork(ONE, "shop", Network.MAIN))
        .hasMessageContaining("on testnet, but it is on mainnet");
    assertThatCode(() -> PushPlan.requireNetwork(ONE, "shop", Network.TEST))
        .doesNotThrowAnyException();
    assertThatCode(() -> PushPlan.requireNetwork(ONE, "demo", Network.MAIN))
        .as("the entry is about another project")
        .doesNotThrowAnyException();
  }
}
