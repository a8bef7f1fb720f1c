package network.mandala.builder;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.Referrers;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.Transport;
import network.mandala.builder.sbom.Sbom;

/**
 * The last step: base, dependencies and application become an image. The same three give the same
 * digest.
 */
final class Assemble {
  private final Settings settings;
  private final PrintStream out;
  private final Instant started;

  Assemble(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.started = started;
  }

  Outcome run() throws IOException, InterruptedException {
    String entry =
        Entry.find(
            settings.runtime(),
            settings.convention(),
            settings.entry(),
            own(settings.sourceFolder()));
    out.println("Entry " + entry);
    var layers = layers();
    try (var registry = client(settings.target())) {
      var base = mountBase(registry);
      var image = settings.target().with(push(entry, layers));
      attach(registry, image, base);
      long size = sizeOf(registry, image);
      new DependencyCache(settings, out).save();
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

  private List<FileEntriesLayer> layers() throws IOException {
    var runtime = settings.runtime();
    Path source = own(settings.sourceFolder());
    Path installed = own(settings.dependenciesFolder().resolve(runtime.dependencies()));
    boolean anyInstalled = Files.isDirectory(installed) && !isEmpty(installed);
    var roots = new LinkedHashMap<Path, String>();
    var layers = new ArrayList<FileEntriesLayer>();
    if (anyInstalled) {
      roots.put(installed, runtime.dependenciesInImage());
    }
    roots.put(source, AgentRuntime.APPLICATION);
    if (anyInstalled) {
      layers.add(layer("dependencies", roots, installed, runtime.dependenciesInImage(), Set.of()));
    }
    Set<String> without =
        anyInstalled && !runtime.dependencies().isEmpty()
            ? Set.of(runtime.dependencies())
            : Set.of();
    layers.add(layer("application", roots, source, AgentRuntime.APPLICATION, without));
    return layers;
  }

  private FileEntriesLayer layer(
      String name, Map<Path, String> roots, Path folder, String inImage, Set<String> without)
      throws IOException {
    var tree =
        new LayerTree(
                name,
                roots,
                settings.temporaryFolder().resolve("scripts-" + name),
                LayerTree.MAX_ENTRIES)
            .add(folder, inImage, without);
    if (name.equals("application")) {
      settings.convention().folders().forEach(tree::addEmptyFolder);
    }
    out.println("Layer " + name + ": " + tree.files() + " files, " + Sizes.words(tree.bytes()));
    return tree.build();
  }

  /**
   * The real place of a shared folder. Install scripts of strangers ran here: had one of them put a
   * link in its place, the image would show what only this container sees.
   */
  private Path own(Path folder) throws IOException {
    Path expected = settings.work().toRealPath().resolve(settings.work().relativize(folder));
    if (Files.exists(folder) && !folder.toRealPath().equals(expected)) {
      throw new BuildFailed(
          Reason.SOURCE_INVALID,
          "The installation of the dependencies has put a link in the place of \""
              + folder
              + "\": find the package whose install script does that.");
    }
    return expected;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.newDirectoryStream(folder)) {
      return !files.iterator().hasNext();
    }
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

  /** What the image was made of and how, for whoever looks into it later. */
  private void attach(RegistryClient registry, Reference image, Optional<Digest> base)
      throws IOException {
    Path source = own(settings.sourceFolder());
    Path installed = own(settings.dependenciesFolder());
    var folders =
        switch (settings.runtime()) {
          case NODE -> {
            // Those of the source are in the image only when nothing was installed.
            var modules = installed.resolve("node_modules");
            boolean any = Files.isDirectory(modules) && !isEmpty(modules);
            yield new Sbom.Folders(
                List.of(any ? modules : source.resolve("node_modules")), List.of());
          }
          case PYTHON ->
              new Sbom.Folders(
                  List.of(), List.of(installed, source.resolve(AgentRuntime.OWN_PACKAGES)));
        };
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

  private Digest push(String entry, List<FileEntriesLayer> layers)
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
          Jib.from(named(settings.base()))
              .setFormat(ImageFormat.OCI)
              .setPlatforms(Set.of(new Platform(Architecture.ofThisMachine(), "linux")))
              .setCreationTime(Instant.EPOCH)
              .setFileEntriesLayers(layers)
              .setUser(LayerTree.OWNER)
              .setWorkingDirectory(AbsoluteUnixPath.get(AgentRuntime.APPLICATION))
              .setEntrypoint(settings.runtime().entrypoint(entry));
      environment().forEach(image::addEnvironmentVariable);
      return new Digest(image.containerize(containerizer).getDigest().toString());
    } catch (RegistryException
        | ExecutionException
        | CacheDirectoryCreationException
        | InvalidImageReferenceException e) {
      throw Faults.classify(e);
    }
  }

  private Map<String, String> environment() {
    var all = new TreeMap<>(settings.runtime().environment());
    if (settings.runtime() == AgentRuntime.PYTHON
        && Files.isDirectory(settings.sourceFolder().resolve(AgentRuntime.OWN_PACKAGES))) {
      all.merge(
          AgentRuntime.PYTHONPATH,
          AgentRuntime.APPLICATION + "/" + AgentRuntime.OWN_PACKAGES,
          (dependencies, own) -> own + ":" + dependencies);
    }
    all.putAll(settings.convention().environment());
    return all;
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
