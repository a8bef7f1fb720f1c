package network.mandala.cli.spore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import network.mandala.builder.artifact.SporeStore;
import network.mandala.builder.registry.Digest;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.PushAccess;
import network.mandala.builder.registry.Referrers;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.cli.console.Failure;

/** The bundles of a project in the registry. */
final class RegistryRepository {
  private final PushAccess access;
  private final String project;

  RegistryRepository(PushAccess access, String project) {
    this.access = access;
    this.project = project;
  }

  /** What a Spore names, by digest; a copy with the documents beside it attached. */
  String put(BundleFile bundle) {
    try (var registry =
        new RegistryClient(access.host(), access.credentials(), access.transport())) {
      var artifact =
          new SporeStore(registry)
              .push(
                  bundle.path(),
                  new Digest("sha256:" + bundle.digest()),
                  access.spores(project),
                  Progress.SILENT);
      var documents = new ArrayList<Referrers.Document>();
      Path beside = bundle.path().toAbsolutePath().getParent();
      for (var attachment : Attachment.values()) {
        var document = attachment.in(beside, bundle.digest());
        if (Files.isRegularFile(document)) {
          documents.add(
              new Referrers.Document(attachment.mediaType(), Files.readAllBytes(document)));
        }
      }
      new Referrers(registry).attach(artifact, documents);
      return artifact.toString();
    } catch (RegistryFault fault) {
      throw new Failure(
          "the spore could not be stored in the registry %s: %s Run this again, or ask the provider."
              .formatted(access.host(), fault.getMessage()),
          fault);
    } catch (IOException e) {
      throw new Failure("cannot read " + bundle.path() + ": " + e.getMessage(), e);
    }
  }
}
