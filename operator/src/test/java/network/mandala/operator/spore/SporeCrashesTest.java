package network.mandala.operator.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import network.mandala.crds.project.TrustedSigner;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.SporeState;
import network.mandala.crds.testing.ApiServer;
import network.mandala.operator.kubernetes.Conditions;
import network.mandala.operator.kubernetes.Labels;
import network.mandala.operator.testing.TestKeys;
import network.mandala.operator.testing.TestOperator;
import network.mandala.operator.testing.TestPrograms;
import network.mandala.operator.testing.TestRegistry;
import network.mandala.operator.testing.Writes;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An operator that dies between any two of its writes, and another one that goes on. */
class SporeCrashesTest {

  @RegisterExtension static final ApiServer api = ApiServer.sharedWithControllers();

  /** More writes than a flip has. */
  private static final int WRITES = 11;

  @TempDir private static Path folder;
  private static Map<String, String> settings;
  private static TestRegistry registry;
  private static SporeTenant tenant;
  private static Publisher publisher;

  @BeforeAll
  static void start() {
    TestKeys.write(folder);
    int tokenPort = TestRegistry.freePort();
    registry = TestRegistry.start(folder, tokenPort);
    settings = new HashMap<>();
    settings.put("MANDALA_CONFIG_REGISTRY_HOST", registry.host());
    settings.put("MANDALA_CONFIG_REGISTRY_REALM", "http://127.0.0.1:" + tokenPort + "/token");
    settings.put("MANDALA_CONFIG_HTTP_TOKEN_PORT", String.valueOf(tokenPort));
    publisher = new Publisher(api.client(), "spore-crashes");
    try (var operator = TestOperator.start(api, folder, settings, Writes.unlimited())) {
      assertThat(operator.process().healthPort()).isPositive();
      tenant =
          SporeTenant.withProject(
              api.client(),
              "spore-crashes",
              new TrustedSigner("acme", publisher.publicKey(), null, null, null, null));
    }
  }

  @AfterAll
  static void stop() {
    tenant.leave();
    registry.close();
  }

  @Test
  void aFlipEndsWhereverTheOperatorDied() {
    var digests = new String[2];
    try (var operator = TestOperator.start(api, folder, settings, Writes.unlimited())) {
      assertThat(operator.process().healthPort()).isPositive();
      for (int i = 0; i < 2; i++) {
        digests[i] =
            publisher.publish(
                publisher.pack("app", "v1.0." + i, TestPrograms.statically("program " + i)));
      }
    }
    ask(digests[0]);
    operate(Writes.unlimited(), () -> isServed(digests[0]));
    for (int most = 0; most <= WRITES; most++) {
      var digest = digests[(most + 1) % 2];
      ask(digest);
      operate(Writes.dyingAfter(most), () -> isServed(digest));
      operate(Writes.unlimited(), () -> isServed(digest));

      var status = tenant.get("app").getStatus();
      assertThat(status.activeColour()).isEqualTo(most % 2 == 0 ? Colour.GREEN : Colour.BLUE);
      assertThat(tenant.service("app").getSpec().getSelector())
          .containsEntry(Labels.COLOUR, Lane.word(status.activeColour()));
      assertThat(tenant.pods("app", status.activeColour())).as("after %d", most).hasSize(1);
      assertThat(tenant.deployment("app", Lane.opposite(status.activeColour()))).isNull();
      assertThat(status.history()).hasSize(2);
    }
    tenant.delete("app");
  }

  private static void ask(String digest) {
    tenant.apply(
        "app", "{bundle: {digest: %s}, rollback: allow, warmup: 0s, drain: 1s}".formatted(digest));
  }

  /** Lets an operator work until the condition holds, or it is dead; then it is gone. */
  private static void operate(Writes writes, Callable<Boolean> until) {
    try (var operator = TestOperator.start(api, folder, settings, writes)) {
      assertThat(operator.process().healthPort()).isPositive();
      await().atMost(SporeTenant.SOON).until(() -> writes.isDead() || until.call());
    }
  }

  private static boolean isServed(String digest) {
    tenant.pods("app").forEach(tenant::serveOnce);
    var live = tenant.get("app");
    var status = live.getStatus();
    return status != null
        && live.getMetadata().getGeneration().equals(status.observedGeneration())
        && digest.equals(status.digest())
        && status.state() == SporeState.READY
        && status.conditions().stream()
            .allMatch(condition -> Conditions.TRUE.equals(condition.getStatus()));
  }
}
