package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import network.mandala.crds.reference.EnvSource;
import network.mandala.crds.reference.NamedObject;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.SporeBudget;
import network.mandala.crds.spore.SporeBundle;
import network.mandala.crds.spore.SporePlan;
import network.mandala.crds.spore.SporeSpec;
import network.mandala.operator.bundle.Bundle;
import network.mandala.operator.bundle.BundleAnswer;
import network.mandala.operator.config.SporeConfig;
import network.mandala.operator.testing.Golden;
import org.junit.jupiter.api.Test;

class SporeChildrenTest {

  @Test
  void whatASporeThatNamesNothingIsMadeOf() {
    var world = new World().wants(World.bundle(1));

    Golden.assertMatches("spore-standard", desired(world));
  }

  @Test
  void whatIsThereWhileOneSetTakesOverFromTheOther() {
    var world = new World();
    world.node = new SporeConfig(1, Map.of(), Map.of(), Map.of("demo", "apparmor/mandala-demo"));
    world.wants(World.bundle(1)).step().ready(Colour.BLUE);
    var next =
        new Bundle(
            "b".repeat(64),
            "registry/demo/spore_bundles/image@sha256:" + "2".repeat(64),
            World.KEY,
            "billing",
            "v2.0.0-rc.1",
            "2026-01-01T00:00:00.5+02:00",
            "billing service",
            List.of("$(PORT)", "$HOME", "a b"),
            Map.of("PORT", "1", "PRICE", "$$5", "E.x-1", ""),
            200,
            64,
            300,
            "demo",
            false);
    world.answer = new BundleAnswer.Ready(next);
    world.spec(
        new SporeSpec(
            new SporeBundle(next.digest(), null),
            new SporePlan(1, 9, 9000, null),
            new SporeBudget(4, 500, 256),
            "20s",
            "5s",
            "10s",
            null,
            List.of(
                new EnvSource(new NamedObject("keys"), null),
                new EnvSource(null, new NamedObject("settings"))),
            null));
    world.step().ready(Colour.GREEN).after(Duration.ofSeconds(6));
    assertThat(world.serving()).isEqualTo(Colour.GREEN);

    Golden.assertMatches("spore-flip", desired(world));
  }

  @Test
  void theSameIsWantedTwice() {
    var world = new World().wants(World.bundle(1)).step().ready(Colour.BLUE);
    world.after(Duration.ofMinutes(1));

    assertThat(desired(world)).isEqualTo(desired(world.after(Duration.ofMinutes(1))));
  }

  private static List<HasMetadata> desired(World world) {
    var seen = world.seen();
    return new SporeChildren(seen).desired(Course.decide(seen, world.now));
  }
}
