package network.mandala.builder;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.Referrers;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.Transport;
import network.mandala.builder.sbom.Packages;
import network.mandala.builder.sbom.Sbom;

/**
 * Pushes the image of a step to the registry: the base by name where it can, the rest by Jib. The
 * same base and layers give the same digest.
 */
final class ImagePush {
  private final Settings settings;
  private final PrintStream out;
  private final Instant started;

  ImagePush(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.started = started;
  }

  /** What is to be done with an image that was pushed, before anybody is told of it. */
  @FunctionalInterface
  interface Afterwards {
    /**
     * @param base its digest; empty when it is of another registry
     */
    void run(RegistryClient registry, Reference image, Optional<Digest> base) throws IOException;
  }

  /**
   * @param container on the base, with its layers and its command; what all images have in common
   *     is added
   */
  Outcome.Assembled push(JibContainerBuilder container, Afterwards afterwards)
      throws IOException, InterruptedException {
    try (var registry = registry()) {
      return push(registry, settings.base(), container, afterwards);
    }
  }

  /**
   * @param on the image that the container is made from
   */
  Outcome.Assembled push(
      RegistryClient registry, Reference on, JibContainerBuilder container, Afterwards afterwards)
      throws IOException, InterruptedException {
    var base = mount(registry, on, settings.target());
    var image = settings.target().with(containerize(container, settings.target()));
    afterwards.run(registry, image, base);
    long size = sizeOf(registry, image);
    long millis = Duration.between(started, Instant.now()).toMillis();
    out.printf(
        "Pushed %s (%s with its base) in %.1f s%n", image, Sizes.words(size), millis / 1000.0);
    return new Outcome.Assembled(image.toString(), image.selector(), size, millis, "");
  }

  /** A client of the registry that images are pushed to, to be closed. */
  RegistryClient registry() throws IOException {
    var target = settings.target();
    return new RegistryClient(
        target.host(), settings.credentialsFor(target.host()), settings.transport());
  }

  /**
   * Makes the layers of an image appear where another is made from it.
   *
   * @return its digest; empty when it is of another registry, which is left to Jib
   */
  Optional<Digest> mount(RegistryClient registry, Reference base, Reference target) {
    if (!base.host().equals(target.host())) {
      return Optional.empty();
    }
    var mounted =
        new BaseImage(registry, base, Architecture.ofThisMachine()).mountInto(target.repository());
    out.println(
        "Base "
            + base.repository()
            + ": "
            + mounted.mounted()
            + " of "
            + mounted.layers()
            + " layers mounted, "
            + Sizes.words(mounted.bytes()));
    return Optional.of(mounted.digest());
  }

  /**
   * Attaches what the image was made of and how, for whoever looks into it later.
   *
   * @param packages of others in it
   */
  void attach(RegistryClient registry, Reference image, Optional<Digest> base, Packages packages) {
    var sbom =
        Sbom.of(
            image.host() + "/" + image.repository(),
            image.selector(),
            settings.base().toString(),
            base.map(Digest::value),
            packages);
    new Referrers(registry)
        .attach(
            image,
            List.of(
                new Referrers.Document(Sbom.MEDIA_TYPE, sbom.json()),
                new Referrers.Document(
                    Provenance.MEDIA_TYPE, Provenance.of(settings, image, base))));
    out.println("Attached its SBOM (" + sbom.packages() + " packages) and provenance");
  }

  /** Makes an image and pushes it. */
  Digest containerize(JibContainerBuilder container, Reference target)
      throws IOException, InterruptedException {
    try {
      boolean insecure = settings.transport() == Transport.PLAIN;
      // Jib has no other switch for it, and reads it when it makes its client.
      System.setProperty("sendCredentialsOverHttp", String.valueOf(insecure));
      var containerizer =
          Containerizer.to(named(target))
              .setAllowInsecureRegistries(insecure)
              .setBaseImageLayersCache(settings.temporaryFolder().resolve("base-cache"))
              .setApplicationLayersCache(settings.temporaryFolder().resolve("layer-cache"))
              .setToolName("mandala-builder");
      var image =
          container
              .setFormat(ImageFormat.OCI)
              .setPlatforms(Set.of(new Platform(Architecture.ofThisMachine(), "linux")))
              .setCreationTime(Instant.EPOCH)
              .setUser(LayerTree.OWNER);
      return new Digest(image.containerize(containerizer).getDigest().toString());
    } catch (RegistryException | ExecutionException | CacheDirectoryCreationException e) {
      throw Faults.classify(e);
    }
  }

  /** An image of the registry, as Jib knows it. */
  RegistryImage named(Reference reference) throws IOException {
    try {
      var image = RegistryImage.named(reference.toString());
      var credentials = settings.credentialsFor(reference.host());
      return credentials.isAnonymous()
          ? image
          : image.addCredential(credentials.username(), credentials.password());
    } catch (InvalidImageReferenceException e) {
      throw Faults.classify(e);
    }
  }

  private static long sizeOf(RegistryClient registry, Reference image) {
    var manifest = registry.manifest(image).json();
    long size = manifest.path("config").path("size").asLong();
    for (var layer : manifest.path("layers")) {
      size += layer.path("size").asLong();
    }
    return size;
  }
}
