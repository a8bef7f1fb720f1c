package network.mandala.cli.spore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.spore.SporeKey;

/**
 * A publisher's key in a file of its own, as the older mesh keeps it: 64 raw bytes, for its owner
 * only. It is made once and never written again.
 */
final class SigningKeyFile {
  /** What the older mesh calls it. */
  static final String NAME = "private.key";

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final Path path;

  SigningKeyFile(Path path) {
    this.path = path;
  }

  /** Fails, with what to do, for a file that others may read, or that has no key in it. */
  SporeKey read() {
    try {
      var others = EnumSet.copyOf(OWNER_ONLY);
      others.addAll(Files.getPosixFilePermissions(path));
      others.removeAll(OWNER_ONLY);
      others.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!others.isEmpty()) {
        throw new Failure(
            "the key file %s can be read or written by others: chmod 600 %s (and if others saw it, use a new key)"
                .formatted(path, path));
      }
      try (var in = Files.newInputStream(path)) {
        return SporeKey.parse(in.readNBytes(SporeKey.BYTES + 1));
      }
    } catch (InvalidKey e) {
      throw new Failure("the file " + path + " has no key in it: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new Failure(
          "there is no key file %s: name yours (--key FILE), or make one: mandala spore keygen --out %s"
              .formatted(path, path.toAbsolutePath().getParent()),
          e);
    } catch (IOException e) {
      throw new Failure("cannot read the key file " + path + ": " + e.getMessage(), e);
    }
  }

  /** A new key; a file that is there already is never touched. */
  SporeKey make(SecureRandom random) {
    var key = SporeKey.generate(random);
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      var permissions = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
      try (var file =
          Files.newByteChannel(
              path,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              permissions)) {
        var bytes = ByteBuffer.wrap(key.bytes());
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
      }
      return key;
    } catch (FileAlreadyExistsException e) {
      throw new Failure("there is a file " + path + " already: it is not overwritten", e);
    } catch (IOException e) {
      throw new Failure("cannot make the key file " + path + ": " + e.getMessage(), e);
    }
  }
}
