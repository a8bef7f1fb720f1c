package network.mandala.builder;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;

/** The image that a runtime comes in, and its layers in the registry. */
final class BaseImage {
  private static final int PARALLEL_MOUNTS = 8;

  private final RegistryClient registry;
  private final Reference image;
  private final String architecture;

  BaseImage(RegistryClient registry, Reference image, String architecture) {
    this.registry = registry;
    this.image = image;
    this.architecture = architecture;
  }

  /**
   * How many layers there are, how many were made to appear by name alone, and what all weigh.
   *
   * @param digest of the image for this processor
   */
  record Mounted(Digest digest, int layers, int mounted, long bytes) {}

  /**
   * Makes the layers appear in {@code repository} of the same registry without moving a byte. Jib
   * then finds them there, and neither downloads nor uploads them; it would first download what is
   * missing. What cannot be mounted is left to it.
   */
  Mounted mountInto(String repository) {
    var manifest = manifest();
    var layers = StreamSupport.stream(manifest.json().path("layers").spliterator(), false).toList();
    var mounts = new ArrayList<Future<Boolean>>();
    try (var threads =
        Executors.newFixedThreadPool(
            PARALLEL_MOUNTS, Thread.ofVirtual().name("mount-", 0).factory())) {
      for (JsonNode layer : layers) {
        var digest = new Digest(layer.path("digest").asText());
        mounts.add(
            threads.submit(() -> registry.mountBlob(repository, image.repository(), digest)));
      }
    }
    int mounted = 0;
    for (var mount : mounts) {
      mounted += result(mount) ? 1 : 0;
    }
    long bytes = layers.stream().mapToLong(layer -> layer.path("size").asLong()).sum();
    return new Mounted(manifest.digest(), layers.size(), mounted, bytes);
  }

  /** Of the image for this processor. */
  Digest digest() {
    return manifest().digest();
  }

  private Manifest manifest() {
    try {
      var manifest = registry.manifest(image);
      return manifest.isIndex()
          ? registry.manifest(image.with(ofPlatform(manifest.json())))
          : manifest;
    } catch (RegistryFault fault) {
      if (fault.kind() == RegistryFault.Kind.NOT_FOUND) {
        throw missing("is not in the registry");
      }
      throw fault;
    }
  }

  private Digest ofPlatform(JsonNode index) {
    for (JsonNode entry : index.path("manifests")) {
      var of = entry.path("platform");
      if (of.path("os").asText().equals("linux")
          && of.path("architecture").asText().equals(architecture)) {
        return new Digest(entry.path("digest").asText());
      }
    }
    throw missing("has no variant for linux/" + architecture);
  }

  private BuildFailed missing(String what) {
    return new BuildFailed(
        Reason.BASE_IMAGE_NOT_FOUND,
        "The base image "
            + image
            + " "
            + what
            + ": this is for the provider to mend, the source is fine.");
  }

  private static boolean result(Future<Boolean> mount) {
    try {
      return mount.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RegistryFault fault) {
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BuildFailed(Reason.REGISTRY_UNAVAILABLE, "The build was interrupted.", e);
    }
  }
}
