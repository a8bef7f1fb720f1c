package network.mandala.operator.agent;

import io.javaoperatorsdk.operator.Operator;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Objects;
import network.mandala.crds.agent.Agent;
import network.mandala.operator.certificate.Certificates;
import network.mandala.operator.config.NodeConfig;
import network.mandala.operator.domain.DomainProofs;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Controllers;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.registry.RegistryCleaner;
import network.mandala.operator.registry.RegistryGrants;
import network.mandala.operator.registry.TagDigests;
import network.mandala.operator.registry.Usage;
import network.mandala.operator.telemetry.StaleResources;

/** The door of the package: puts the controller together and hands it to the operator. */
public final class AgentController {

  private AgentController() {}

  /** Everything but our own writes of the status. */
  private static boolean matters(Agent now, Agent before) {
    var metadata = now.getMetadata();
    var old = before.getMetadata();
    return !Objects.equals(metadata.getGeneration(), old.getGeneration())
        || !Objects.equals(metadata.getAnnotations(), old.getAnnotations())
        || !Objects.equals(metadata.getFinalizers(), old.getFinalizers())
        || !Objects.equals(metadata.getDeletionTimestamp(), old.getDeletionTimestamp());
  }

  /**
   * Registers the controller; it starts with the operator.
   *
   * @param series where those are added that billing needs
   * @return what agents need of the registry
   */
  public static Usage register(
      Operator operator,
      Platform platform,
      NodeConfig config,
      DomainProofs proofs,
      Certificates certificates,
      TagDigests tags,
      RegistryGrants grants,
      RegistryCleaner cleaner,
      Treasury treasury,
      PrometheusRegistry series,
      StaleResources stale) {
    var node = Node.of(config);
    var eventSources = new AgentEventSources(stale);
    if (treasury.isConnected()) {
      series.register(
          new Allocations(
              eventSources::claims, eventSources::pods, config.tee().runtimeClassName()));
    }
    proofs.onAnswer(eventSources::wake);
    tags.onAnswer(eventSources::wakeNaming);
    certificates.onNews(eventSources::wake, host -> !eventSources.agentsWith(host).isEmpty());
    var reconciler =
        new AgentReconciler(
            platform,
            node,
            proofs,
            certificates,
            tags,
            new BuildGrants(grants, node.registryHost(), node.build()),
            new AgentRemoval(cleaner::deleteRepository, eventSources),
            new ActivatorAddress(platform.client(), config.activator(), platform.clock()),
            new NodeCertificate(platform.client(), config.wildcard(), platform.clock()),
            treasury,
            eventSources);
    operator.register(
        reconciler,
        configuration -> {
          Controllers.standard(configuration, node.driftCheck());
          // Something is asked for once by annotations, which do not change the generation.
          configuration.withGenerationAware(false).withOnUpdateFilter(AgentController::matters);
        });
    return new ImagesInUse(eventSources);
  }
}
