package network.mandala.operator.bundle;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import network.mandala.builder.artifact.SporeStore;
import network.mandala.builder.registry.Credentials;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.Transport;
import network.mandala.crds.spore.SporeReason;
import network.mandala.identity.spore.BundleLimits;
import network.mandala.identity.spore.BundleReader;
import network.mandala.identity.spore.Spore;
import network.mandala.operator.registry.Access;
import network.mandala.operator.registry.RegistryGrants;

/**
 * Makes a bundle an image: fetched, checked to its last byte, one layer, pushed. The same bundle
 * gives the same image, so it may be done twice. What is fetched and what is run are the same
 * bytes: the program is copied from what was checked.
 */
final class BundleImage {

  private static final Duration GRANT = Duration.ofMinutes(30);

  private final BundleSettings settings;
  private final RegistryGrants grants;

  BundleImage(BundleSettings settings, RegistryGrants grants) {
    this.settings = settings;
    this.grants = grants;
  }

  /**
   * @throws BundleRefused when the bundle is not run, whoever asks
   * @throws network.mandala.identity.spore.InvalidSpore when it is no good bundle
   * @throws network.mandala.builder.registry.RegistryFault when the registry does not give or take
   */
  Bundle make(BundleKey key) throws IOException {
    var folder = Files.createTempDirectory("mandala-bundle-");
    try (var registry = registry(key)) {
      return make(key, registry, folder);
    } finally {
      delete(folder);
    }
  }

  private Bundle make(BundleKey key, RegistryClient registry, Path folder) throws IOException {
    var file = folder.resolve("bundle");
    var digest = fetch(key, registry, file);
    var program = folder.resolve("binary");
    var spore = read(file, program);
    Files.delete(file);
    var manifest = spore.manifest();
    PodRules.check(manifest);
    var elf = ElfProgram.read(head(program));
    requireRunnable(elf);
    var target = new Reference(settings.host(), key.project() + "/spore_bundles/image", "");
    var layers = new ArrayList<ImageManifest.Layer>();
    if (elf.needsGlibc()) {
      layers.addAll(
          BaseLayers.mount(
              registry, Reference.parse(settings.base()), elf.architecture(), target, folder));
    }
    layers.add(layer(registry, program, manifest.command(), target, folder));
    var config = ImageManifest.config(elf.architecture(), manifest.command(), layers);
    registry.pushBlob(target.repository(), config);
    var image =
        registry.pushManifest(
            target.with(hex(digest)), Manifest.IMAGE, ImageManifest.manifest(config, layers));
    return Bundle.of(hex(digest), target.with(image).toString(), spore.signer().base64(), manifest);
  }

  private Digest fetch(BundleKey key, RegistryClient registry, Path file) {
    var store = new SporeStore(registry);
    if (!key.source().contains("@")) {
      var digest = new Digest("sha256:" + key.source());
      var repository = new Reference(settings.host(), key.project() + "/spore_bundles/source", "");
      store.pull(repository, digest, file, settings.maxBytes(), Progress.SILENT);
      return digest;
    }
    var artifact = artifact(key);
    store.pull(artifact, file, settings.maxBytes(), Progress.SILENT);
    return store.contentOf(artifact);
  }

  /** Only of the node's own registry: a tenant chooses the name, and this is inside the cluster. */
  private Reference artifact(BundleKey key) {
    var prefix = settings.host() + "/";
    var path =
        key.source().startsWith(prefix) ? key.source().substring(prefix.length()) : key.source();
    try {
      var artifact = Reference.parse(prefix + path);
      if (artifact.repository().startsWith(key.project() + "/")) {
        return artifact;
      }
    } catch (IllegalArgumentException e) {
      throw new BundleRefused(SporeReason.INVALID_SPEC, "spec.bundle.artifact: " + e.getMessage());
    }
    throw new BundleRefused(
        SporeReason.INVALID_SPEC,
        "spec.bundle.artifact is not below %s%s/: only bundles of the project's own repositories are run. Publish it with mandala spore publish."
            .formatted(prefix, key.project()));
  }

  private Spore read(Path file, Path program) throws IOException {
    var limits =
        new BundleLimits(settings.maxBytes(), BundleLimits.DEFAULT.manifest(), settings.maxBytes());
    try (var in = Files.newInputStream(file);
        var out = new BufferedOutputStream(Files.newOutputStream(program))) {
      return new BundleReader(limits).read(in, out);
    }
  }

  private void requireRunnable(ElfProgram elf) {
    if (!elf.architecture().equals(settings.architecture())) {
      throw new BundleRefused(
          SporeReason.BINARY_UNSUPPORTED,
          "binary: it is made for %s, and the nodes here are %s: build it for linux/%2$s."
              .formatted(elf.architecture(), settings.architecture()));
    }
    if (!elf.interpreter().isEmpty() && !elf.needsGlibc()) {
      throw new BundleRefused(
          SporeReason.BINARY_UNSUPPORTED,
          "binary: it needs the loader %s, which no image here has. Link it statically (Go: CGO_ENABLED=0), or against glibc."
              .formatted(elf.interpreter().replaceAll("[^ -~]", "?")));
    }
  }

  private static ImageManifest.Layer layer(
      RegistryClient registry, Path program, String command, Reference target, Path folder)
      throws IOException {
    var file = folder.resolve("layer.tar");
    var digest = ImageLayer.write(program, command, file);
    registry.pushBlob(target.repository(), digest, file, Progress.SILENT);
    return ImageManifest.Layer.plain(digest, Files.size(file));
  }

  private static byte[] head(Path program) throws IOException {
    try (var in = Files.newInputStream(program)) {
      return in.readNBytes(ElfProgram.HEAD);
    }
  }

  /** The rights of this one piece of work: what is of other projects cannot be reached. */
  private RegistryClient registry(BundleKey key) {
    var rights =
        List.of(
            Access.pull(key.project() + "/*"),
            Access.pullAndPush(key.project() + "/spore_bundles/image"),
            Access.pull("mandala/*"));
    var grant = grants.mint(key.project(), key.uid(), rights, GRANT);
    var who = new Credentials(key.project(), grant);
    var transport = settings.insecure() ? Transport.PLAIN : Transport.TLS;
    return settings.trust() == null
        ? new RegistryClient(settings.host(), who, transport)
        : new RegistryClient(settings.host(), who, transport, settings.trust());
  }

  private static String hex(Digest digest) {
    return digest.value().substring("sha256:".length());
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
