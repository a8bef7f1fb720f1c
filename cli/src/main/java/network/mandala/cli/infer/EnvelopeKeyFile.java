package network.mandala.cli.infer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.fedai.EnvelopePrivateKey;
import network.mandala.identity.fedai.KeyProfile;

/** A key in a file of its own, for its owner only: nsec, PEM or 64 hexadecimal digits. */
final class EnvelopeKeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int LONGEST = 1000;

  private final Path path;

  EnvelopeKeyFile(Path path) {
    this.path = path;
  }

  /**
   * Fails, with what to do, for a file that others may read, or that has no key in it.
   *
   * @param ofDigits what 64 hexadecimal digits are
   */
  EnvelopePrivateKey read(KeyProfile ofDigits) {
    try {
      var others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      others.removeAll(OWNER_ONLY);
      others.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!others.isEmpty()) {
        throw new Failure(
            "the key file %s can be read or written by others: chmod 600 %s (and if others saw it, use a new key)"
                .formatted(path, path));
      }
      try (var in = Files.newInputStream(path)) {
        var text = new String(in.readNBytes(LONGEST), StandardCharsets.US_ASCII);
        return EnvelopePrivateKey.parse(text, ofDigits);
      }
    } catch (InvalidKey e) {
      throw new Failure("the file " + path + " has no key in it: " + e.getMessage(), e);
    } catch (NoSuchFileException e) {
      throw new Failure(
          "there is no key file %s: make one with mandala keys gen --out %s".formatted(path, path),
          e);
    } catch (IOException e) {
      throw new Failure("cannot read the key file " + path + ": " + e.getMessage(), e);
    }
  }

  /** Writes a new key; a file that is there already is never touched. */
  void write(EnvelopePrivateKey key) {
    try {
      Files.createDirectories(path.toAbsolutePath().getParent());
      try (var file =
          Files.newByteChannel(
              path,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
        file.write(StandardCharsets.US_ASCII.encode(key.export().strip() + "\n"));
      }
    } catch (FileAlreadyExistsException e) {
      throw new Failure("there is a file " + path + " already: it is not overwritten", e);
    } catch (IOException e) {
      throw new Failure("cannot make the key file " + path + ": " + e.getMessage(), e);
    }
  }
}
