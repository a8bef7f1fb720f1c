package network.mandala.builder.artifact;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;

/**
 * Signed bundles in a registry, each under a tag that is the SHA-256 of its file: what its
 * publisher calls its digest. Stateless but for the client, which the caller closes.
 */
public final class SporeStore {
  /** The type of the artifact as a whole. */
  public static final String ARTIFACT_TYPE = "application/vnd.mandala.spore.v1";

  /** The type of its one layer, the bundle. */
  public static final String LAYER_TYPE = ARTIFACT_TYPE + "+zip";

  private final RegistryClient registry;

  public SporeStore(RegistryClient registry) {
    this.registry = registry;
  }

  /**
   * Stores a bundle, which must have been checked; what is there already is not uploaded again.
   *
   * @param repository in which it is stored
   * @param content the digest of the file
   * @return the artifact by its own digest
   */
  public Reference push(Path bundle, Digest content, Reference repository, Progress progress)
      throws IOException {
    registry.pushBlob(repository.repository(), content, bundle, progress);
    registry.pushBlob(repository.repository(), OneLayer.EMPTY_CONFIG);
    var manifest = OneLayer.manifest(ARTIFACT_TYPE, LAYER_TYPE, content, Files.size(bundle));
    return repository.with(
        registry.pushManifest(repository.with(tag(content)), Manifest.IMAGE, manifest));
  }

  /**
   * Writes a bundle to {@code file}; what comes is exactly what was asked for.
   *
   * @param maxBytes the most that is taken
   * @throws RegistryFault when the registry does not give it
   */
  public void pull(
      Reference repository, Digest content, Path file, long maxBytes, Progress progress) {
    var layers = registry.manifest(repository.with(tag(content))).json().path("layers");
    if (layers.size() != 1
        || !layers.get(0).path("mediaType").asText().equals(LAYER_TYPE)
        || !layers.get(0).path("digest").asText().equals(content.value())) {
      throw new RegistryFault(
          RegistryFault.Kind.CORRUPT,
          repository.with(tag(content)) + " is not the signed bundle that its tag says");
    }
    registry.pullBlob(repository.repository(), content, file, maxBytes, progress);
  }

  /**
   * The digest of the bundle in an artifact.
   *
   * @throws RegistryFault when the registry does not have it, or it is something else
   */
  public Digest contentOf(Reference artifact) {
    var layers = registry.manifest(artifact).json().path("layers");
    if (layers.size() != 1 || !layers.get(0).path("mediaType").asText().equals(LAYER_TYPE)) {
      throw new RegistryFault(RegistryFault.Kind.CORRUPT, artifact + " is no signed bundle");
    }
    return new Digest(layers.get(0).path("digest").asText());
  }

  /** As above, of an artifact by its own digest, which no tag has to name. */
  public void pull(Reference artifact, Path file, long maxBytes, Progress progress) {
    registry.pullBlob(artifact.repository(), contentOf(artifact), file, maxBytes, progress);
  }

  private static String tag(Digest content) {
    return content.value().substring("sha256:".length());
  }
}
