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
import network.mandala.bridge.deploy.ExpectedHosts;
import network.mandala.bridge.deploy.Finisher;
import network.mandala.bridge.deploy.Wish;
import network.mandala.bridge.environment.Environments;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.project.CustomHosts;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Project;
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
  private final Hosts hosts;
  private final Semaphore room;

  /**
   * What is to be known to say where something will answer.
   *
   * @param domain base name of all hosts
   */
  public record Hosts(String domain, ProjectStore projects, CustomHosts custom) {}

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
      ProjectLogs logs,
      Hosts hosts)
      throws IOException {
    this.gate = gate;
    this.folder = new UploadFolder(settings.folder(), settings.mostBytes(), settings.time());
    this.reader = new ArtifactReader(settings.limits());
    this.registry = registry;
    this.environments = environments;
    this.deployments = deployments;
    this.finisher = finisher;
    this.logs = logs;
    this.hosts = hosts;
    this.room = new Semaphore(settings.atOnce());
    folder.prepare();
  }

  /**
   * All that is asked before a byte is read.
   *
   * @param length as announced
   */
  UploadGate.Admitted admit(String id, String signature, OptionalLong length) {
    return gate.admit(id, signature, length);
  }

  /**
   * @param length as announced
   * @param serviceName of a manifest of version 2.0; empty: none was named
   * @throws Refusal if it is not accepted; then it may be tried again
   */
  Accepted take(
      UploadGate.Admitted admitted, String serviceName, InputStream body, OptionalLong length) {
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
    var deployment = admitted.deployment();
    var artifact = reader.read(file.path(), admitted.project(), serviceName);
    var wish = wish(admitted.project(), artifact, file);
    if (!deployments.accept(deployment.id(), wish)) {
      throw UploadGate.alreadyAccepted();
    }
    tell(deployment, "Upload accepted: " + wish.content());
    artifact.notes().forEach(note -> tell(deployment, note));
    finish(deployment.id());
    return accepted(admitted, artifact, wish);
  }

  private Accepted accepted(UploadGate.Admitted admitted, Artifact artifact, Wish wish) {
    var project = admitted.project();
    return new Accepted(
        admitted.deployment(),
        artifact.isProgram(),
        ExpectedHosts.of(hosts.domain, project, wish, neighbours(project)),
        hosts.custom.of(project.getMetadata().getName()),
        artifact.notes());
  }

  /** It is accepted already: without them the answer may name another host of it. */
  private List<Agent> neighbours(Project project) {
    try {
      return hosts.projects.agents(project);
    } catch (KubernetesClientException e) {
      log.warn("The agents of {} cannot be read now: {}", project.getMetadata().getName(), e);
      return List.of();
    }
  }

  private Wish wish(Project project, Artifact artifact, UploadedFile file) {
    var service = artifact.service();
    var spec = service.fields(service.needsSource() ? stored(project, artifact, file) : "");
    environments
        .ofManifest(project, service.environment())
        .ifPresent(name -> spec.put("envFrom", List.of(Map.of("secretRef", Map.of("name", name)))));
    return new Wish(service.name(), file.content().value(), spec);
  }

  private String stored(Project project, Artifact artifact, UploadedFile file) {
    if (artifact.added().isEmpty()) {
      return registry.store(project, artifact.service().name(), file.path(), file.content());
    }
    try (var more = folder.with(file, artifact.added())) {
      return registry.store(project, artifact.service().name(), more.path(), more.content());
    }
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
