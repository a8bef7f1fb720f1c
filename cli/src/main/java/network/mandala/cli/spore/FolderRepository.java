package network.mandala.cli.spore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import network.mandala.cli.console.Failure;

/**
 * A folder of bundles as the older mesh has it: {@code <digest>.spore}. A name is not believed:
 * whatever is read is hashed and checked again.
 */
final class FolderRepository {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path folder;

  FolderRepository(Path folder) {
    this.folder = folder;
  }

  /**
   * Stores a bundle with the documents that lie beside it. Doing it again changes nothing; a
   * damaged copy is replaced.
   */
  BundleFile put(Path bundle) {
    // Checked before a folder is made for it; what is stored is what the copy says.
    BundleFile.check(bundle);
    try {
      Files.createDirectories(folder);
      var work = Files.createTempFile(folder, ".mandala-", ".spore");
      try {
        Files.copy(bundle, work, StandardCopyOption.REPLACE_EXISTING);
        var copy = BundleFile.check(work);
        Files.setPosixFilePermissions(work, PosixFilePermissions.fromString("rw-r--r--"));
        var target = path(copy.digest());
        Files.move(
            work, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        attach(bundle, copy.digest());
        return new BundleFile(target, copy.spore(), copy.digest());
      } finally {
        Files.deleteIfExists(work);
      }
    } catch (IOException e) {
      throw new Failure("cannot write to the repository " + folder + ": " + e.getMessage(), e);
    }
  }

  /** As {@link #get}; empty where the folder has none of this digest. */
  Optional<BundleFile> find(String digest) {
    return DIGEST.matcher(digest).matches() && Files.exists(path(digest))
        ? Optional.of(get(digest))
        : Optional.empty();
  }

  /** The bundle of this digest, hashed and checked now. */
  BundleFile get(String digest) {
    if (!DIGEST.matcher(digest).matches()) {
      throw new Failure("a digest is 64 lower case hexadecimal digits");
    }
    var path = path(digest);
    if (!Files.exists(path)) {
      throw new Failure("the repository " + folder + " has no spore " + digest);
    }
    var bundle = BundleFile.check(path);
    if (!bundle.digest().equals(digest)) {
      throw new Failure(
          "container: %s has the digest %s: it is not what was published under its name"
              .formatted(path, bundle.digest()));
    }
    return bundle;
  }

  private void attach(Path bundle, String digest) throws IOException {
    var beside = bundle.toAbsolutePath().getParent();
    if (Files.isSameFile(beside, folder)) {
      return;
    }
    for (var attachment : Attachment.values()) {
      var document = attachment.in(beside, digest);
      if (Files.isRegularFile(document)) {
        Files.copy(document, attachment.in(folder, digest), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private Path path(String digest) {
    return folder.resolve(digest + ".spore");
  }
}
