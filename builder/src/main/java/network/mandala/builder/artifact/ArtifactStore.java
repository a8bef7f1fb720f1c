package network.mandala.builder.artifact;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.List;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;

/**
 * Folders as artifacts in a registry: sources, most of all. Stateless but for the client, which the
 * caller closes.
 */
public final class ArtifactStore {
  /** The type of the artifact as a whole. */
  public static final String ARTIFACT_TYPE = "application/vnd.mandala.source.v1";

  /** The type of its one layer. */
  public static final String LAYER_TYPE = "application/vnd.mandala.source.v1.tar+gzip";

  private final RegistryClient registry;
  private final String type;

  /** A store of sources. */
  public ArtifactStore(RegistryClient registry) {
    this(registry, ARTIFACT_TYPE);
  }

  /** A store of artifacts of another type. */
  public ArtifactStore(RegistryClient registry, String type) {
    this.registry = registry;
    this.type = type;
  }

  /**
   * An artifact that the registry has.
   *
   * @param reference by digest
   */
  public record Pushed(Reference reference, Packed packed) {}

  /**
   * Packs {@code folder} and stores it in the repository that {@code target} names, under its tag,
   * or one made of the digest: a registry that collects its garbage takes what has no tag. An
   * unchanged folder has the same digest, and is not uploaded again.
   *
   * @param progress of the upload, in packed bytes
   * @throws SourceRefused when the folder cannot be packed
   * @throws RegistryFault when the registry does not take it
   */
  public Pushed push(Path folder, Reference target, Limits limits, Progress progress)
      throws IOException {
    return push(folder, target, limits, progress, List.of());
  }

  /**
   * As above for what changes: under the tag, which moves on with each push, and under one made of
   * the digest, by which it can be found and deleted then.
   */
  public Pushed pushUnderTag(Path folder, Reference target, Limits limits, Progress progress)
      throws IOException {
    return push(folder, target.with(""), limits, progress, List.of(target.selector()));
  }

  private Pushed push(
      Path folder, Reference target, Limits limits, Progress progress, List<String> more)
      throws IOException {
    Path archive = Files.createTempFile("mandala-source-", ".tgz");
    try {
      var hash = Digest.sha256();
      Packed packed;
      try (OutputStream out = new DigestOutputStream(Files.newOutputStream(archive), hash)) {
        packed = SourceArchive.pack(folder, out, limits);
      }
      return new Pushed(push(archive, Digest.of(hash), target, progress, more), packed);
    } finally {
      Files.deleteIfExists(archive);
    }
  }

  /**
   * Stores an archive that is packed already, as {@link #push(Path, Reference, Limits, Progress)}
   * stores a folder. It must have been checked.
   *
   * @return the artifact by digest
   */
  public Reference pushArchive(Path archive, Digest content, Reference target, Progress progress)
      throws IOException {
    return push(archive, content, target, progress, List.of());
  }

  private Reference push(
      Path archive, Digest layer, Reference target, Progress progress, List<String> more)
      throws IOException {
    registry.pushBlob(target.repository(), layer, archive, progress);
    registry.pushBlob(target.repository(), OneLayer.EMPTY_CONFIG);
    byte[] manifest = OneLayer.manifest(type, layerType(), layer, Files.size(archive));
    var tag = target.selector().isEmpty() ? Digest.of(manifest).shortForm() : target.selector();
    var digest = registry.pushManifest(target.with(tag), Manifest.IMAGE, manifest);
    for (var other : more) {
      registry.pushManifest(target.with(other), Manifest.IMAGE, manifest);
    }
    return target.with(digest);
  }

  /**
   * Writes the archive of an artifact to {@code file}, its digest checked.
   *
   * @param maxBytes the most that is taken, packed
   * @throws SourceRefused when it is no source artifact, or too large
   * @throws RegistryFault when the registry does not give it
   */
  public void pull(Reference artifact, Path file, long maxBytes, Progress progress) {
    var manifest = registry.manifest(artifact);
    var layer = onlyLayer(artifact, manifest.json());
    long size = layer.path("size").asLong(-1);
    if (size > maxBytes) {
      throw tooLarge(artifact, maxBytes);
    }
    try {
      registry.pullBlob(
          artifact.repository(),
          new Digest(layer.path("digest").asText()),
          file,
          maxBytes,
          progress);
    } catch (RegistryFault fault) {
      if (fault.kind() == RegistryFault.Kind.TOO_LARGE) {
        throw tooLarge(artifact, maxBytes);
      }
      throw fault;
    }
  }

  private static SourceTooLarge tooLarge(Reference artifact, long maxBytes) {
    return new SourceTooLarge(
        "The artifact %s is larger than %s packed, the most that is taken: leave data, models and build outputs out with a %s file."
            .formatted(artifact, Limits.words(maxBytes), IgnoreRules.FILE));
  }

  private String layerType() {
    return type + ".tar+gzip";
  }

  private JsonNode onlyLayer(Reference artifact, JsonNode manifest) {
    String found = manifest.path("artifactType").asText("");
    var layers = manifest.path("layers");
    if (!found.equals(type)
        || layers.size() != 1
        || !layers.get(0).path("mediaType").asText().equals(layerType())) {
      throw new SourceInvalid(
          artifact
              + " is no source artifact (its type is \""
              + found
              + "\"): push the folder with `mandala agent push`, or name an image as spec.source.image.");
    }
    return layers.get(0);
  }
}
