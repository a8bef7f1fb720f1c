package network.mandala.bridge.upload;

import java.nio.file.Path;
import network.mandala.builder.registry.Digest;
import network.mandala.crds.project.Project;

/** Keeps sources under their digests. */
public interface SourceRegistry {
  /**
   * Stores an archive that has been checked. The same again changes nothing.
   *
   * @return the artifact's name, by digest
   * @throws network.mandala.bridge.http.Refusal 503 if it cannot be done now
   */
  String store(Project project, String agent, Path archive, Digest content);
}
