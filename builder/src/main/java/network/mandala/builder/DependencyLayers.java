package network.mandala.builder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.builder.sbom.Packages;

/**
 * Dependencies that were installed before, as images of the base and one layer in the project's
 * part of the registry. The image of a program is made on such a one, whether it was there or had
 * to be made: so both have the same digest.
 */
final class DependencyLayers {
  private static final String TYPE = "application/vnd.mandala.dependencies.v1";
  private static final String IMAGE = "network.mandala.image";
  private static final String PACKAGES = "network.mandala.packages";
  private static final String EMPTY_TYPE = "application/vnd.oci.empty.v1+json";
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.UTF_8);

  /** Registries take manifests of up to four megabytes. */
  private static final int MOST_PACKAGES_BYTES = 3_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Settings settings;
  private final ImagePush push;
  private final RegistryClient registry;
  private final Reference repository;

  /**
   * @param repository of the project's cache
   * @param registry that it lies in
   */
  DependencyLayers(
      Settings settings, ImagePush push, RegistryClient registry, Reference repository) {
    this.settings = settings;
    this.push = push;
    this.registry = registry;
    this.repository = repository.with("");
  }

  /**
   * Stands for everything that a layer depends on.
   *
   * @param hex 32 digits: tags of that form are deleted by the node when a week has passed
   */
  record Key(String hex) {
    private static final int DIGITS = 32;

    Key {
      if (!hex.matches("[0-9a-f]{" + DIGITS + "}")) {
        throw new IllegalArgumentException("no key of dependencies: " + hex);
      }
    }

    /**
     * @param base digest of the base
     */
    static Key of(String installer, String architecture, Digest base, Digest files) {
      return hash(String.join(" ", "1", installer, architecture, base.value(), files.value()));
    }

    /** Of the image, which has a tag beside its record. */
    Key ofImage() {
      return hash(hex + " image");
    }

    private static Key hash(String text) {
      var digest = Digest.of(text.getBytes(StandardCharsets.UTF_8)).value();
      return new Key(digest.substring("sha256:".length(), "sha256:".length() + DIGITS));
    }
  }

  /**
   * @param image of the base and the dependencies, by digest
   * @param packages in them
   */
  record Kept(Reference image, Packages packages) {}

  /** What a build before has kept; nothing when any part of it is gone. */
  Optional<Kept> find(Key key) {
    try {
      var annotations = registry.manifest(repository.with(key.hex())).json().path("annotations");
      var image = repository.with(new Digest(annotations.path(IMAGE).asText()));
      var packages = Packages.parse(annotations.path(PACKAGES).asText());
      registry.manifest(image);
      return Optional.of(new Kept(image, packages));
    } catch (RegistryFault fault) {
      if (fault.kind() == RegistryFault.Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw fault;
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  /** Makes the image of the base and a layer, and remembers it. */
  Kept keep(Key key, FileEntriesLayer layer, Packages packages)
      throws IOException, InterruptedException {
    var target = repository.with(key.ofImage().hex());
    push.mount(registry, settings.base(), target);
    var digest =
        push.containerize(
            Jib.from(push.named(settings.base())).setFileEntriesLayers(List.of(layer)), target);
    var kept = new Kept(repository.with(digest), packages);
    var text = packages.json();
    if (text.length() <= MOST_PACKAGES_BYTES) {
      var config = registry.pushBlob(repository.repository(), EMPTY);
      registry.pushManifest(
          repository.with(key.hex()), Manifest.IMAGE, manifest(config, digest, text));
    }
    return kept;
  }

  private static byte[] manifest(Digest config, Digest image, String packages) {
    var manifest = JSON.createObjectNode();
    manifest.put("schemaVersion", 2).put("mediaType", Manifest.IMAGE).put("artifactType", TYPE);
    for (var descriptor :
        List.of(manifest.putObject("config"), manifest.putArray("layers").addObject())) {
      descriptor
          .put("mediaType", EMPTY_TYPE)
          .put("digest", config.value())
          .put("size", EMPTY.length);
    }
    manifest.putObject("annotations").put(IMAGE, image.value()).put(PACKAGES, packages);
    try {
      return JSON.writeValueAsBytes(manifest);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }
}
