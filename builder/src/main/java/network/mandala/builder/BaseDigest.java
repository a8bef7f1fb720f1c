package network.mandala.builder;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.builder.registry.Transport;

/** Which image the name of the base stands for now. */
final class BaseDigest {
  /** Docker Hub answers at another host than it is named by. */
  private static final String DOCKER_HUB = "docker.io";

  private static final String DOCKER_HUB_REGISTRY = "registry-1.docker.io";

  private final Settings settings;
  private final RegistryClient registry;

  /**
   * @param registry that images are pushed to
   */
  BaseDigest(Settings settings, RegistryClient registry) {
    this.settings = settings;
    this.registry = registry;
  }

  /** Empty when the base is of another registry. */
  Optional<Digest> inOwnRegistry() {
    return isInOwnRegistry() ? Optional.of(ownManifest()) : Optional.empty();
  }

  /** Empty when its registry does not say it. */
  Optional<Digest> find() throws IOException {
    var base = settings.base();
    if (isInOwnRegistry()) {
      return Optional.of(ownManifest());
    }
    if (base.isPinned()) {
      return Optional.of(new Digest(base.selector()));
    }
    var transports =
        settings.transport() == Transport.TLS
            ? List.of(Transport.TLS)
            : List.of(Transport.TLS, Transport.PLAIN);
    for (var transport : transports) {
      try (var foreign =
          new RegistryClient(
              base.host().equals(DOCKER_HUB) ? DOCKER_HUB_REGISTRY : base.host(),
              settings.credentialsFor(base.host()),
              transport)) {
        return Optional.of(foreign.manifest(base).digest());
      } catch (RegistryFault unknown) {
        // Jib will say it, in a moment, if it matters.
      }
    }
    return Optional.empty();
  }

  private boolean isInOwnRegistry() {
    return settings.base().host().equals(settings.target().host());
  }

  private Digest ownManifest() {
    return new BaseImage(registry, settings.base(), Architecture.ofThisMachine()).digest();
  }
}
