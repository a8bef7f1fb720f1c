package network.mandala.builder;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.builder.registry.Manifest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.sbom.PackageFiles;
import network.mandala.builder.sbom.Packages;

/** The last step for a Dockerfile: the image that was left in a folder goes to the registry. */
final class Push {
  private final Settings settings;
  private final PrintStream out;
  private final Instant started;

  Push(Settings settings, PrintStream out, Instant started) {
    this.settings = settings;
    this.out = out;
    this.started = started;
  }

  Outcome run() throws IOException {
    var content = new ImageFolder(settings.image()).read();
    var target = settings.target();
    try (var registry =
        new RegistryClient(
            target.host(), settings.credentialsFor(target.host()), settings.transport())) {
      for (var blob : content.blobs()) {
        registry.pushBlob(target.repository(), blob.digest(), blob.file(), Progress.SILENT);
      }
      var image = target.with(registry.pushManifest(target, Manifest.IMAGE, content.manifest()));
      attach(registry, image, content);
      long millis = Duration.between(started, Instant.now()).toMillis();
      out.printf(
          "Pushed %s (%s with its base) in %.1f s%n",
          image, Sizes.words(content.bytes()), millis / 1000.0);
      return new Outcome.Assembled(image.toString(), image.selector(), content.bytes(), millis, "");
    }
  }

  /** What was installed is read from the layers: the Dockerfile does not say it. */
  private void attach(RegistryClient registry, Reference image, ImageFolder.Content content)
      throws IOException {
    var installed =
        new PackageFiles(Files.createDirectories(settings.temporaryFolder().resolve("installed")));
    content.layers().forEach(layer -> installed.add(layer.file()));
    if (!installed.isWhole()) {
      out.println("The layers could not all be looked through: the SBOM has what was found before");
    }
    new ImagePush(settings, out, started)
        .attach(registry, image, Optional.empty(), Packages.in(installed.folders()));
  }
}
