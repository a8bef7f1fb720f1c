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

  /** What an image is made from. */
  RegistryImage base() throws IOException {
    try {
      return named(settings.base());
    } catch (InvalidImageReferenceException e) {
      throw Faults.classify(e);
    }
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
   * @param container with its layers and its command; what all images have in common is added
   */
  Outcome push(JibContainerBuilder container, Afterwards afterwards)
      throws IOException, InterruptedException {
    try (var registry = client(settings.target())) {
      var base = mountBase(registry);
      var image = settings.target().with(containerize(container));
      afterwards.run(registry, image, base);
      long size = sizeOf(registry, image);
      long millis = Duration.between(started, Instant.now()).toMillis();
      out.printf(
          "Pushed %s (%s with its base) in %.1f s%n", image, Sizes.words(size), millis / 1000.0);
      return new Outcome.Assembled(image.toString(), image.selector(), size, millis);
    }
  }

  private RegistryClient client(Reference image) throws IOException {
    return new RegistryClient(
        image.host(), settings.credentialsFor(image.host()), settings.transport());
  }

  /** The digest of the base; empty when it is of another registry, which is left to Jib. */
  private Optional<Digest> mountBase(RegistryClient registry) {
    if (!settings.base().host().equals(settings.target().host())) {
      return Optional.empty();
    }
    var base =
        new BaseImage(registry, settings.base(), Architecture.ofThisMachine())
            .mountInto(settings.target().repository());
    out.println(
        "Base "
            + settings.base().repository()
            + ": "
            + base.mounted()
            + " of "
            + base.layers()
            + " layers mounted, "
            + Sizes.words(base.bytes()));
    return Optional.of(base.digest());
  }

  /**
   * Attaches what the image was made of and how, for whoever looks into it later.
   *
   * @param folders where packages of others lie
   */
  void attach(RegistryClient registry, Reference image, Optional<Digest> base, Sbom.Folders folders)
      throws IOException {
    var sbom =
        Sbom.of(
            image.host() + "/" + image.repository(),
            image.selector(),
            settings.base().toString(),
            base.map(Digest::value),
            folders);
    new Referrers(registry)
        .attach(
            image,
            List.of(
                new Referrers.Document(Sbom.MEDIA_TYPE, sbom.json()),
                new Referrers.Document(
                    Provenance.MEDIA_TYPE, Provenance.of(settings, image, base))));
    out.println("Attached its SBOM (" + sbom.packages() + " packages) and provenance");
  }

  private Digest containerize(JibContainerBuilder container)
      throws IOException, InterruptedException {
    try {
      boolean insecure = settings.transport() == Transport.PLAIN;
      // Jib has no other switch for it, and reads it when it makes its client.
      System.setProperty("sendCredentialsOverHttp", String.valueOf(insecure));
      var containerizer =
          Containerizer.to(named(settings.target()))
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
    } catch (RegistryException
        | ExecutionException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw Faults.classify(e);
    }
  }

  private RegistryImage named(Reference reference)
      throws IOException, InvalidImageReferenceException {
    var image = RegistryImage.named(reference.toString());
    var credentials = settings.credentialsFor(reference.host());
    return credentials.isAnonymous()
        ? image
        : image.addCredential(credentials.username(), credentials.password());
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
