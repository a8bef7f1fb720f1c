package network.mandala.bridge.upload;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.DeploymentStore;
import network.mandala.bridge.deploy.Finisher;
import network.mandala.bridge.deploy.Wish;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.crds.project.Project;
import network.mandala.manifest.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes uploads. What was accepted is in the registry and in the database, so that any replica can
 * end it.
 */
public final class Uploads {
  private static final Logger log = LoggerFactory.getLogger(Uploads.class);

  private final UploadGate gate;
  private final UploadFolder folder;
  private final ArtifactReader reader;
  private final SourceRegistry registry;
  private final Environments environments;
  private final DeploymentStore deployments;
  private final Finisher finisher;
  private final ProjectLogs logs;
  private final Semaphore room;

  /**
   * @throws IOException if there is no folder for uploads
   */
  public Uploads(
      UploadSettings settings,
      UploadGate gate,
      SourceRegistry registry,
      Environments environments,
      DeploymentStore deployments,
      Finisher finisher,
      ProjectLogs logs)
      throws IOException {
    this.gate = gate;
    this.folder = new UploadFolder(settings.folder(), settings.mostBytes(), settings.time());
    this.reader = new ArtifactReader(settings.limits());
    this.registry = registry;
    this.environments = environments;
    this.deployments = deployments;
    this.finisher = finisher;
    this.logs = logs;
    this.room = new Semaphore(settings.atOnce());
    folder.prepare();
  }

  /** What has been accepted. */
  public record Accepted(Deployment deployment, Project project, String agent) {}

  /**
   * @param length as announced
   * @param serviceName of a manifest of version 2.0; empty: none was named
   * @throws Refusal if it is not accepted; then it may be tried again
   */
  public Accepted take(
      String id, String signature, String serviceName, InputStream body, OptionalLong length) {
    var admitted = gate.admit(id, signature, length);
    if (!room.tryAcquire()) {
      throw new Refusal(
          Reply.error(503, "The node takes as many uploads as it can; try again")
              .with("retry-after", "10"));
    }
    try (var file = folder.receive(body, length)) {
      return accept(admitted, file, serviceName);
    } catch (Refusal refusal) {
      tell(admitted.deployment(), "Upload not accepted: " + refusal.error());
      throw refusal;
    } finally {
      room.release();
    }
  }

  private Accepted accept(UploadGate.Admitted admitted, UploadedFile file, String serviceName) {
    var project = admitted.project();
    var service = reader.read(file.path(), project, serviceName).service();
    var wish = wish(project, service, file);
    if (!deployments.accept(admitted.deployment().id(), wish)) {
      throw UploadGate.alreadyAccepted();
    }
    tell(admitted.deployment(), "Upload accepted: " + wish.content());
    finish(admitted.deployment().id());
    return new Accepted(admitted.deployment(), project, service.name());
  }

  private Wish wish(Project project, Service service, UploadedFile file) {
    var artifact =
        service.needsSource()
            ? registry.store(project, service.name(), file.path(), file.content())
            : "";
    var spec = service.fields(artifact);
    environments
        .ofManifest(project, service.environment())
        .ifPresent(name -> spec.put("envFrom", List.of(Map.of("secretRef", Map.of("name", name)))));
    return new Wish(service.name(), file.content().value(), spec);
  }

  /** It is accepted, whatever happens now: what is not done here is done later. */
  private void finish(String id) {
    try {
      deployments.find(id).ifPresent(finisher::finish);
    } catch (KubernetesClientException | Refusal e) {
      log.warn("Deployment {} is finished later: {}", id, e.getMessage());
    }
  }

  private void tell(Deployment deployment, String message) {
    logs.add(deployment.project(), Optional.of(deployment.id()), message);
  }
}
