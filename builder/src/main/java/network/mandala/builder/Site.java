package network.mandala.builder;

import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import network.mandala.builder.sbom.Packages;

/**
 * The step that makes the static site of a frontend from a folder of the source: the web server,
 * how it is to serve, and the files. The same files give the same digest. It runs before anything
 * of the tenant does, and takes the folder out of the source: what only the site shows is no part
 * of the program, which need not change with it.
 */
final class Site {
  /** Where the files lie in the image; the configuration names it as well. */
  private static final String FILES = "/srv/www";

  private static final String CONFIGURATION = "/etc/mandala";
  private static final String ERROR_PAGE = "404.html";
  private static final FilePermissions PLAIN = FilePermissions.fromOctalString("644");

  /** Times of files begin here, in 2001: some programs take 1970 for "none". */
  private static final long FIRST_SECOND = 1_000_000_000;

  /** They end 34 years later. */
  private static final int SECONDS = 1 << 30;

  private final Settings settings;
  private final PrintStream out;
  private final ImagePush push;

  Site(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.push = new ImagePush(settings, out, started);
  }

  Outcome run() throws IOException, InterruptedException {
    if (FirstResult.of(settings).image().isPresent()) {
      out.println("The first step has made the image already");
      return new Outcome.Done();
    }
    return make();
  }

  /** Whether the program is, or lies in, the folder that leaves the source with the site. */
  boolean has(Path program) throws IOException {
    Path folder = settings.sourceFolder().resolve(settings.site()).normalize();
    return Files.exists(folder) && program.toRealPath().startsWith(folder.toRealPath());
  }

  Outcome.Assembled make() throws IOException, InterruptedException {
    Path folder = folder();
    var tree =
        new LayerTree(
                "site",
                Map.of(folder, FILES),
                settings.temporaryFolder().resolve("scripts-site"),
                LayerTree.MAX_ENTRIES)
            .add(folder, FILES, Set.of());
    out.println("Layer site: " + tree.files() + " files, " + Sizes.words(tree.bytes()));
    boolean hasErrorPage = Files.isRegularFile(folder.resolve(ERROR_PAGE));
    out.println(
        hasErrorPage
            ? "Missing pages show " + ERROR_PAGE
            : "Missing pages show index.html: there is no " + ERROR_PAGE);
    var outcome =
        push.push(
            Jib.from(push.named(settings.base()))
                .setFileEntriesLayers(List.of(server(hasErrorPage), dated(tree.build())))
                .setWorkingDirectory(AbsoluteUnixPath.get(FILES))
                // -e: where errors go before the configuration is read.
                .setEntrypoint(
                    "/usr/sbin/nginx", "-c", CONFIGURATION + "/nginx.conf", "-e", "stderr"),
            (registry, image, base) -> push.attach(registry, image, base, Packages.NONE));
    Folders.delete(folder);
    return outcome;
  }

  /** The real folder with the files, checked. */
  private Path folder() throws IOException {
    var name = settings.site();
    Path source = settings.sourceFolder().toRealPath();
    Path named = source.resolve(name).normalize();
    if (name.isEmpty() || !named.startsWith(source) || !Files.exists(named)) {
      throw refused("is not in the source: push it with the source, or name another folder.");
    }
    if (!Files.isDirectory(named)) {
      throw refused("is a file: name the folder that it lies in.");
    }
    Path real = named.toRealPath();
    if (source.startsWith(real) || !real.startsWith(source)) {
      throw refused(
          "is a link that leads out of the source, or to all of it: name a folder in it.");
    }
    requireLinksInside(real);
    return real;
  }

  /** What lies beside the folder, such as the program and its settings, must not become public. */
  private void requireLinksInside(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path link : files.filter(Files::isSymbolicLink).sorted().toList()) {
        Path target;
        try {
          target = link.toRealPath();
        } catch (FileSystemException e) {
          continue; // to nothing: nothing will be there
        }
        if (!target.startsWith(folder)) {
          throw refused(
              "has a link that leads out of it, %s: replace it by a copy of what it points to."
                  .formatted(folder.relativize(link).toString().replaceAll("\\p{Cntrl}", "?")));
        }
      }
    }
  }

  private BuildFailed refused(String what) {
    return new BuildFailed(
        Reason.SOURCE_INVALID,
        "The folder \"%s\" (spec.frontend.directory) %s".formatted(settings.site(), what));
  }

  private FileEntriesLayer server(boolean hasErrorPage) throws IOException {
    var layer = FileEntriesLayer.builder().setName("server");
    add(layer, "mime.types", "mime.types");
    add(layer, hasErrorPage ? "missing-page.conf" : "missing-app.conf", "missing.conf");
    add(layer, "nginx.conf", "nginx.conf");
    return layer.build();
  }

  private void add(FileEntriesLayer.Builder layer, String resource, String name)
      throws IOException {
    Path file = settings.temporaryFolder().resolve(name);
    try (var in = Site.class.getResourceAsStream("site/" + resource)) {
      Files.write(file, in.readAllBytes());
    }
    layer.addEntry(
        file,
        AbsoluteUnixPath.get(CONFIGURATION + "/" + name),
        PLAIN,
        Instant.EPOCH,
        LayerTree.OWNER);
  }

  /**
   * The same layer with a time for each file that is made from its content. The web server makes
   * the tag by which a browser asks whether a file has changed from its time and its length: with
   * the same time everywhere, a page with another word of the same length would never be seen.
   */
  private static FileEntriesLayer dated(FileEntriesLayer layer) throws IOException {
    var dated = FileEntriesLayer.builder().setName(layer.getName());
    for (FileEntry entry : layer.getEntries()) {
      Path file = entry.getSourceFile();
      dated.addEntry(
          new FileEntry(
              file,
              entry.getExtractionPath(),
              entry.getPermissions(),
              Files.isDirectory(file) ? Instant.EPOCH : time(file),
              entry.getOwnership()));
    }
    return dated.build();
  }

  private static Instant time(Path file) throws IOException {
    try (var in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      in.transferTo(OutputStream.nullOutputStream());
      int hash = ByteBuffer.wrap(in.getMessageDigest().digest()).getInt();
      return Instant.ofEpochSecond(FIRST_SECOND + Integer.remainderUnsigned(hash, SECONDS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
