package network.mandala.operator.project;

import io.javaoperatorsdk.operator.Operator;
import network.mandala.operator.canary.Canary;
import network.mandala.operator.funding.Treasury;
import network.mandala.operator.kubernetes.Controllers;
import network.mandala.operator.kubernetes.Platform;
import network.mandala.operator.registry.ProjectDirectory;
import network.mandala.operator.registry.RegistryCleaner;
import network.mandala.operator.registry.RegistryGrants;
import network.mandala.operator.telemetry.StaleResources;

/** The door of the package: puts the controller together and hands it to the operator. */
public final class ProjectController {

  private final ProjectEventSources eventSources;

  public ProjectController(StaleResources stale) {
    this.eventSources = new ProjectEventSources(stale);
  }

  /** The projects in the controller's cache; empty until the operator has started. */
  public ProjectDirectory directory() {
    return eventSources;
  }

  /** Registers the controller; it starts with the operator. */
  public void register(
      Operator operator,
      Platform platform,
      ProjectSettings settings,
      RegistryGrants grants,
      RegistryCleaner cleaner,
      Treasury treasury,
      Canary canary) {
    treasury.onChange(eventSources::wake);
    var reconciler =
        new ProjectReconciler(
            platform,
            settings,
            new CredentialIssuer(grants, settings.grantLifetime(), platform.clock()),
            cleaner::deleteRepositoriesBelow,
            eventSources,
            treasury,
            canary);
    operator.register(
        reconciler, configuration -> Controllers.standard(configuration, settings.driftCheck()));
  }
}
