package network.mandala.builder;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.sbom.Packages;
import network.mandala.builder.sbom.Sbom;

/**
 * Base, dependencies and application become an image. The same three give the same digest. It is
 * the last step; the first one takes it over where nothing is to be installed.
 */
final class Assemble {
  private final Settings settings;
  private final PrintStream out;
  private final FirstResult first;
  private final ImagePush push;
  private final Instant started;

  Assemble(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.first = FirstResult.of(settings);
    this.started = started;
    this.push = new ImagePush(settings, out, started);
  }

  Outcome run() throws IOException, InterruptedException {
    var made = first.image();
    if (made.isPresent()) {
      out.println("The first step has made the image already");
      return made.get();
    }
    var key = first.dependencies();
    Outcome outcome;
    try (var registry = push.registry()) {
      outcome =
          key.isPresent() && settings.cache().isPresent() && anyInstalled()
              ? onKept(
                  registry, layers(registry).keep(key.get(), dependencies(), installedPackages()))
              : onBase(registry);
    }
    new DependencyCache(settings, out).save();
    return outcome;
  }

  /**
   * The image of a program that needs no step in between: nothing is to be installed, or a build
   * before has installed the same. Where that is not so, and will not depend on scripts, the key of
   * what will be installed is left for the last step.
   *
   * @param program the folder of the source that it lies in
   */
  Optional<Outcome.Assembled> early(Path program) throws IOException, InterruptedException {
    if (settings.installer().isEmpty() || settings.cache().isEmpty() || leavesWithSite(program)) {
      return Optional.empty();
    }
    try (var registry = push.registry()) {
      return switch (Installation.of(settings.runtime(), program)) {
        case Installation.Open open -> Optional.empty();
        case Installation.Nothing nothing -> {
          out.println("There is nothing to install");
          String site = site();
          alone(program);
          yield Optional.of(onBase(registry).withSite(site));
        }
        case Installation.Locked locked -> early(registry, program, locked);
      };
    }
  }

  private Optional<Outcome.Assembled> early(
      RegistryClient registry, Path program, Installation.Locked locked)
      throws IOException, InterruptedException {
    var base = new BaseDigest(settings, registry).find();
    if (base.isEmpty()) {
      return Optional.empty();
    }
    var key =
        DependencyLayers.Key.of(
            settings.installer().orElseThrow(),
            Architecture.ofThisMachine(),
            base.get(),
            locked.files());
    var kept = layers(registry).find(key);
    if (kept.isEmpty()) {
      first.write(key, new SecureRandom());
      return Optional.empty();
    }
    out.println(
        "Dependencies of an earlier build: " + kept.get().packages().all().size() + " packages");
    String site = site();
    alone(program);
    return Optional.of(onKept(registry, kept.get()).withSite(site));
  }

  /** The program lies in the folder of the static site: a step after this says so. */
  private boolean leavesWithSite(Path program) throws IOException {
    var beside = settings.siteBeside();
    return beside.isPresent() && new Site(settings.of(beside.get()), out, started).has(program);
  }

  /** Makes the image of the static site; empty when the source has none. */
  private String site() throws IOException, InterruptedException {
    var beside = settings.siteBeside();
    return beside.isPresent()
        ? new Site(settings.of(beside.get()), out, started).make().image()
        : "";
  }

  /** The program becomes all of the source, as the step in between would have it. */
  private void alone(Path program) throws IOException {
    Path source = settings.sourceFolder();
    if (!program.equals(source)) {
      Path aside = settings.temporaryFolder().resolve("program");
      Files.move(program, aside);
      Folders.delete(source);
      Files.move(aside, source);
    }
  }

  private DependencyLayers layers(RegistryClient registry) {
    return new DependencyLayers(settings, push, registry, settings.cache().orElseThrow());
  }

  private Outcome.Assembled onBase(RegistryClient registry)
      throws IOException, InterruptedException {
    var layers = new ArrayList<FileEntriesLayer>();
    String entry = entry();
    if (anyInstalled()) {
      layers.add(dependencies());
    }
    layers.add(application(anyInstalled()));
    return push.push(
        registry,
        settings.base(),
        image(settings.base(), entry, layers),
        (client, image, base) -> push.attach(client, image, base, packages()));
  }

  private Outcome.Assembled onKept(RegistryClient registry, DependencyLayers.Kept kept)
      throws IOException, InterruptedException {
    var base = new BaseDigest(settings, registry).inOwnRegistry();
    return push.push(
        registry,
        kept.image(),
        image(kept.image(), entry(), List.of(application(true))),
        (client, image, on) -> push.attach(client, image, base, kept.packages()));
  }

  private JibContainerBuilder image(Reference on, String entry, List<FileEntriesLayer> layers)
      throws IOException {
    var image =
        Jib.from(push.named(on))
            .setFileEntriesLayers(layers)
            .setWorkingDirectory(AbsoluteUnixPath.get(AgentRuntime.APPLICATION))
            .setEntrypoint(settings.runtime().entrypoint(entry));
    environment().forEach(image::addEnvironmentVariable);
    return image;
  }

  private String entry() throws IOException {
    String entry =
        Entry.find(
            settings.runtime(),
            settings.convention(),
            settings.entry(),
            own(settings.sourceFolder()));
    out.println("Entry " + entry);
    return entry;
  }

  private Path installed() throws IOException {
    return own(settings.dependenciesFolder().resolve(settings.runtime().dependencies()));
  }

  private boolean anyInstalled() throws IOException {
    return Files.isDirectory(installed()) && !isEmpty(installed());
  }

  private Map<Path, String> roots() throws IOException {
    var roots = new LinkedHashMap<Path, String>();
    if (anyInstalled()) {
      roots.put(installed(), settings.runtime().dependenciesInImage());
    }
    roots.put(own(settings.sourceFolder()), AgentRuntime.APPLICATION);
    return roots;
  }

  private FileEntriesLayer dependencies() throws IOException {
    return layer(
        "dependencies", roots(), installed(), settings.runtime().dependenciesInImage(), Set.of());
  }

  /**
   * @param installed whether dependencies come from elsewhere than the source
   */
  private FileEntriesLayer application(boolean installed) throws IOException {
    String folder = settings.runtime().dependencies();
    return layer(
        "application",
        roots(),
        own(settings.sourceFolder()),
        AgentRuntime.APPLICATION,
        installed && !folder.isEmpty() ? Set.of(folder) : Set.of());
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

  /** Of all programs that the same is installed for: none of the source. */
  private Packages installedPackages() throws IOException {
    return Packages.in(
        settings.runtime() == AgentRuntime.NODE
            ? new Sbom.Folders(List.of(installed()), List.of())
            : new Sbom.Folders(List.of(), List.of(installed())));
  }

  private Packages packages() throws IOException {
    Path source = own(settings.sourceFolder());
    Path installed = own(settings.dependenciesFolder());
    return Packages.in(
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
          case DOCKER ->
              throw new IllegalArgumentException("an image of a Dockerfile is not assembled");
        });
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
}
