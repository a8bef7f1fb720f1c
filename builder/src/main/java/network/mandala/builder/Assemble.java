package network.mandala.builder;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.sbom.Sbom;

/**
 * The last step: base, dependencies and application become an image. The same three give the same
 * digest.
 */
final class Assemble {
  private final Settings settings;
  private final PrintStream out;
  private final ImagePush push;

  Assemble(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.push = new ImagePush(settings, out, started);
  }

  Outcome run() throws IOException, InterruptedException {
    String entry =
        Entry.find(
            settings.runtime(),
            settings.convention(),
            settings.entry(),
            own(settings.sourceFolder()));
    out.println("Entry " + entry);
    var image =
        Jib.from(push.base())
            .setFileEntriesLayers(layers())
            .setWorkingDirectory(AbsoluteUnixPath.get(AgentRuntime.APPLICATION))
            .setEntrypoint(settings.runtime().entrypoint(entry));
    environment().forEach(image::addEnvironmentVariable);
    var outcome = push.push(image, this::attach);
    new DependencyCache(settings, out).save();
    return outcome;
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
          case DOCKER ->
              throw new IllegalArgumentException("an image of a Dockerfile is not assembled");
        };
    push.attach(registry, image, base, folders);
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
