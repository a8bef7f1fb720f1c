package network.mandala.bridge.upload;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.http.Reply;
import network.mandala.bridge.project.ProjectNamespace;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.PushAccess;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.crds.project.Project;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The node's registry, with the credential that the operator keeps for the project. */
public final class ProjectRegistry implements SourceRegistry {
  private static final Logger log = LoggerFactory.getLogger(ProjectRegistry.class);

  private final KubernetesClient client;

  public ProjectRegistry(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public String store(Project project, String agent, Path archive, Digest content) {
    var access = access(project);
    try (var registry =
        new RegistryClient(access.host(), access.credentials(), access.transport())) {
      return new ArtifactStore(registry)
          .pushArchive(
              archive,
              content,
              access.sources(project.getMetadata().getName(), agent),
              Progress.SILENT)
          .toString();
    } catch (RegistryFault fault) {
      log.warn("The source of {} cannot be stored: {}", agent, fault.getMessage());
      throw new Refusal(
          Reply.error(503, "The node's registry does not take the source now; try again")
              .with("retry-after", "10"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private PushAccess access(Project project) {
    var secret =
        client
            .secrets()
            .inNamespace(ProjectNamespace.of(project))
            .withName(PushAccess.SECRET)
            .get();
    if (secret == null) {
      throw ProjectNamespace.notYet();
    }
    return PushAccess.parse(secret.getData() == null ? Map.of() : secret.getData());
  }
}
