package network.mandala.builder;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.artifact.SourceRefused;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;

/**
 * What package managers downloaded in earlier builds of the project: an artifact in the project's
 * own part of the registry, unpacked before dependencies are installed and stored again when they
 * have brought anything new. It is a convenience: no fault of it fails a build.
 */
final class DependencyCache {
  static final String ARTIFACT_TYPE = "application/vnd.mandala.build-cache.v1";

  private static final int MOST_FILES = 200_000;

  /** Only these folders are kept; each package manager knows one of them. */
  private static final List<String> KEPT = List.of("npm", "pip");

  /** What packages managers keep beside their downloads, and nobody needs twice. */
  private static final List<String> DROPPED = List.of("npm/_logs", "npm/_cacache/tmp");

  private final Settings settings;
  private final PrintStream out;
  private final Path folder;
  private final Path names;

  DependencyCache(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
    this.folder = settings.work().resolve("cache");
    this.names = settings.work().resolve("cache.names");
  }

  /** Makes the folder, with what there is for it. */
  void restore() throws IOException {
    clear();
    if (settings.cache().isPresent()) {
      try {
        restore(settings.cache().get());
      } catch (RegistryFault fault) {
        if (fault.kind() != RegistryFault.Kind.NOT_FOUND) {
          leaveOut(fault);
        }
      } catch (SourceRefused | IOException e) {
        leaveOut(e);
        clear();
      }
    }
    Files.writeString(names, namesOf(folder));
  }

  private void restore(Reference cache) throws IOException {
    var archive = settings.temporaryFolder().resolve("cache.tgz");
    try (var registry = client(cache)) {
      new ArtifactStore(registry, ARTIFACT_TYPE)
          .pull(cache, archive, settings.cacheBytes(), Progress.SILENT);
    }
    try (var in = Files.newInputStream(archive)) {
      var extracted = SourceArchive.extract(in, folder, limits());
      out.println(
          "Cache of dependencies: "
              + extracted.files()
              + " files, "
              + Sizes.words(extracted.bytes()));
    }
    Files.delete(archive);
  }

  /** Stores the folder when package managers have added to it. */
  void save() throws IOException {
    if (settings.cache().isEmpty()) {
      return;
    }
    try {
      save(settings.cache().get());
    } catch (RegistryFault | SourceRefused | UncheckedIOException | IOException e) {
      leaveOut(e);
    }
  }

  private void save(Reference cache) throws IOException {
    if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    tidy();
    var before = Files.exists(names) ? Files.readString(names) : "";
    if (namesOf(folder).equals(before)) {
      out.println("The cache of dependencies has all that was needed");
      return;
    }
    if (bytesOf(folder) > settings.cacheBytes()) {
      // Everything that was ever needed is in it: the next build brings what is needed now.
      out.println(
          "The cache of dependencies is given up: it has become larger than "
              + Sizes.words(settings.cacheBytes()));
      clear();
      Files.writeString(folder.resolve("empty"), "");
      if (namesOf(folder).equals(before)) {
        return;
      }
    }
    try (var registry = client(cache)) {
      var packed =
          new ArtifactStore(registry, ARTIFACT_TYPE)
              .pushUnderTag(folder, cache, limits(), Progress.SILENT)
              .packed();
      out.println("Stored the cache of dependencies (" + Sizes.words(packed.packedBytes()) + ")");
    }
  }

  /** Installed code ran here: only real folders with a known name are kept. */
  private void tidy() throws IOException {
    try (var children = Files.newDirectoryStream(folder)) {
      for (Path child : children) {
        if (!KEPT.contains(child.getFileName().toString())
            || !Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS)) {
          Folders.delete(child);
        }
      }
    }
    for (String dropped : DROPPED) {
      Folders.delete(folder.resolve(dropped));
    }
  }

  private void clear() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
  }

  private void leaveOut(Exception e) {
    out.println("The cache of dependencies is left out: " + e.getMessage());
  }

  private RegistryClient client(Reference cache) throws IOException {
    return new RegistryClient(
        cache.host(), settings.credentialsFor(cache.host()), settings.transport());
  }

  private Limits limits() {
    return Limits.DEFAULT.with(2 * settings.cacheBytes(), MOST_FILES);
  }

  /**
   * Stands for the names of all files. Both npm and pip name files by their content, or by what was
   * asked for; what changes in a file under the same name is when it was looked at.
   */
  private static String namesOf(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      var all = new StringBuilder();
      files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .map(file -> folder.relativize(file).toString())
          .sorted()
          .forEach(name -> all.append(name).append('\n'));
      return Digest.of(all.toString().getBytes(StandardCharsets.UTF_8)).value();
    }
  }

  private static long bytesOf(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files
          .filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
          .mapToLong(file -> file.toFile().length())
          .sum();
    }
  }
}
