package network.mandala.operator.spore;

import io.javaoperatorsdk.operator.Operator;
import network.mandala.operator.bundle.Bundles;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Controllers;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.telemetry.StaleResources;

/** The door of the package: puts the controller together and hands it to the operator. */
public final class SporeController {

  private SporeController() {}

  /** Registers the controller; it starts with the operator. */
  public static void register(
      Operator operator,
      Platform platform,
      NodeConfig config,
      Bundles bundles,
      Treasury treasury,
      StaleResources stale) {
    var settings = SporeSettings.of(config);
    var eventSources = new SporeEventSources(stale);
    bundles.onAnswer(eventSources::wake);
    operator.register(
        new SporeReconciler(platform, settings, bundles, treasury, eventSources),
        configuration -> Controllers.standard(configuration, settings.driftCheck()));
  }
}
