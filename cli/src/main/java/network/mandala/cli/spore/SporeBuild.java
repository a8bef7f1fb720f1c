package network.mandala.cli.spore;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import network.mandala.builder.sbom.Packages;
import network.mandala.builder.sbom.Sbom;
import network.mandala.cli.console.Failure;
import network.mandala.identity.spore.BundleWriter;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.identity.spore.SporeKey;
import network.mandala.identity.spore.SporeManifest;

/** From a manifest and a program to a bundle, with its documents beside it. */
final class SporeBuild {
  private final Path binary;
  private final Path folder;

  SporeBuild(Path binary, Path folder) {
    this.binary = binary;
    this.folder = folder;
  }

  /** The bundle, read again and checked. What was there under its name is replaced at once. */
  BundleFile run(SporeManifest draft, SporeKey key) {
    require(draft);
    try {
      Files.createDirectories(folder);
      var target = folder.resolve(fileName(draft));
      var work = Files.createTempFile(folder, ".mandala-", ".spore");
      try {
        try (var out = new BufferedOutputStream(Files.newOutputStream(work))) {
          BundleWriter.write(draft, key, () -> Files.newInputStream(binary), out);
        }
        var checked = BundleFile.check(work);
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
            work, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        var bundle = new BundleFile(target, checked.spore(), checked.digest());
        describe(bundle);
        return bundle;
      } finally {
        Files.deleteIfExists(work);
      }
    } catch (InvalidSpore refused) {
      throw new Failure("no spore can be made of this. " + refused.getMessage(), refused);
    } catch (IOException e) {
      throw new Failure("cannot write to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Fails, before a key is asked for, where no bundle will come of it. */
  void require(SporeManifest draft) {
    fileName(draft);
    if (!Files.isRegularFile(binary)) {
      throw new Failure("there is no program " + binary + ": check --binary");
    }
  }

  private void describe(BundleFile bundle) throws IOException {
    var manifest = bundle.spore().manifest();
    var sbom =
        Sbom.ofProgram(
            manifest.name(),
            manifest.version(),
            manifest.binarySha256(),
            Packages.inProgram(binary));
    Files.write(Attachment.SBOM.in(folder, bundle.digest()), sbom.json());
    Files.write(
        Attachment.PROVENANCE.in(folder, bundle.digest()),
        SporeProvenance.of(manifest, bundle.path().getFileName().toString(), bundle.digest()));
  }

  private static String fileName(SporeManifest manifest) {
    var name = manifest.name() + "-" + manifest.version() + ".spore";
    if (manifest.name().isEmpty()
        || manifest.name().startsWith(".")
        || name.chars().anyMatch(letter -> letter == '/' || letter < ' ')) {
      throw new Failure(
          "the file of a spore is called NAME-VERSION.spore: name and version of the manifest must"
              + " have no slash and no control character, and name must not be empty or begin with"
              + " a dot");
    }
    return name;
  }
}
