package network.mandala.bridge.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import network.mandala.bridge.http.Refusal;
import network.mandala.builder.artifact.Inventory;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceArchive;
import network.mandala.builder.artifact.SourceRefused;
import network.mandala.builder.artifact.SourceTooLarge;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.manifest.Manifest;
import network.mandala.manifest.ManifestInvalid;
import network.mandala.manifest.OverlayApp;
import network.mandala.manifest.Service;
import network.mandala.manifest.SourceTree;

/** Reads uploads, and refuses them with the words of the older nodes. */
final class ArtifactReader {
  /** Far above what a manifest may have: its reader says by how much it is too long. */
  private static final int MOST_MANIFEST_BYTES = 1 << 20;

  private final Limits limits;

  ArtifactReader(Limits limits) {
    this.limits = limits;
  }

  /**
   * @param serviceName which service of a manifest of version 2.0; empty: none was named
   * @throws Refusal 400 or 413 that says what is wrong with it
   */
  Artifact read(Path archive, Project project, String serviceName) {
    var inventory = inspect(archive);
    var json = inventory.content(Manifest.FILE);
    if (json.isEmpty()) {
      return inventory
          .content(OverlayApp.FILE)
          .map(app -> AppReader.read(app, tree(inventory), project))
          .orElseThrow(() -> Refusal.of(400, Manifest.FILE + " not found in tarball."));
    }
    var manifest = manifest(json.get(), tree(inventory));
    requireOurs(manifest, project);
    return Artifact.of(service(manifest, serviceName));
  }

  private Inventory inspect(Path archive) {
    try (var in = Files.newInputStream(archive)) {
      return SourceArchive.inspect(
          in, limits, Set.of(Manifest.FILE, OverlayApp.FILE), MOST_MANIFEST_BYTES);
    } catch (SourceRefused refused) {
      throw Refusal.of(refused instanceof SourceTooLarge ? 413 : 400, refused.getMessage());
    } catch (IOException e) {
      throw Refusal.of(400, "The upload cannot be read: it is damaged; send it again");
    }
  }

  private static Manifest manifest(byte[] json, SourceTree tree) {
    try {
      return Manifest.read(json, tree);
    } catch (ManifestInvalid invalid) {
      throw new Refusal(ManifestRefusal.of(Manifest.FILE, invalid.problems()));
    }
  }

  private static void requireOurs(Manifest manifest, Project project) {
    var deployment =
        manifest
            .deploymentTo(project.getMetadata().getName())
            .orElseThrow(
                () ->
                    Refusal.of(
                        400,
                        "No matching Mandala deployment config or projectID in " + Manifest.FILE));
    var actual = project.getSpec().network() == Network.TEST ? "testnet" : "mainnet";
    Optional.of(deployment.network())
        .filter(wanted -> !wanted.isEmpty() && !wanted.equals(actual))
        .ifPresent(
            wanted -> {
              throw otherNetwork(actual, wanted);
            });
  }

  static Refusal otherNetwork(String actual, String wanted) {
    return Refusal.of(
        400,
        "Network mismatch: Project is on %s but deployment config specifies %s"
            .formatted(actual, wanted));
  }

  private static Service service(Manifest manifest, String name) {
    if (manifest.version() == 1) {
      return manifest.services().getFirst();
    }
    if (name.isEmpty()) {
      throw Refusal.of(
          400, "v2 manifest requires serviceName param identifying which service to deploy");
    }
    return manifest.services().stream()
        .filter(service -> service.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Refusal.of(
                    400,
                    "The manifest has no such service; it has: "
                        + manifest.services().stream()
                            .map(Service::name)
                            .collect(Collectors.joining(", "))));
  }

  private static SourceTree tree(Inventory inventory) {
    return new SourceTree() {
      @Override
      public boolean hasFile(String path) {
        return inventory.hasFile(path);
      }

      @Override
      public boolean hasFolder(String path) {
        return inventory.hasFolder(path);
      }
    };
  }
}
