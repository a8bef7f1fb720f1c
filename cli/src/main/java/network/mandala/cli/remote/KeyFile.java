package network.mandala.cli.remote;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import network.mandala.cli.console.Failure;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.bsv.WalletKey;

/**
 * A key in a file of its own: 64 hexadecimal digits, for its owner only. It is made once and never
 * written again: what the key owns would be lost with it.
 */
final class KeyFile {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int LONGEST = 200;
  private static final int KEY_BYTES = 32;

  private final Path path;

  KeyFile(Path path) {
    this.path = path;
  }

  boolean exists() {
    return Files.exists(path);
  }

  /** Fails, with what to do, for a file that others may read, or that has no key in it. */
  WalletKey read() {
    try {
      var others = EnumSet.copyOf(Files.getPosixFilePermissions(path));
      others.removeAll(OWNER_ONLY);
      others.remove(PosixFilePermission.OWNER_EXECUTE);
      if (!others.isEmpty()) {
        throw new Failure(
            "the key file %s can be read or written by others: chmod 600 %s (and if others saw it, use a new key)"
                .formatted(path, path));
      }
      return WalletKey.parse(text());
    } catch (InvalidKey e) {
      throw new Failure(
          "the file " + path + " has no key in it: a key is 64 hexadecimal digits", e);
    } catch (IOException e) {
      throw new Failure("cannot read the key file " + path + ": " + e.getMessage(), e);
    }
  }

  private String text() throws IOException {
    try (var in = Files.newInputStream(path)) {
      return new String(in.readNBytes(LONGEST), java.nio.charset.StandardCharsets.US_ASCII);
    }
  }

  /** A new key; a file that is there already is never touched. */
  WalletKey make(SecureRandom random) {
    var key = random(random);
    try {
      ConfigFolder.make(path.toAbsolutePath().getParent());
      var permissions = PosixFilePermissions.asFileAttribute(OWNER_ONLY);
      try (var file =
          Files.newByteChannel(
              path,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              permissions)) {
        file.write(java.nio.charset.StandardCharsets.US_ASCII.encode(key.exportHex() + "\n"));
      }
      return key;
    } catch (FileAlreadyExistsException e) {
      throw new Failure("there is a file " + path + " already: it is not overwritten", e);
    } catch (IOException e) {
      throw new Failure("cannot make the key file " + path + ": " + e.getMessage(), e);
    }
  }

  private static WalletKey random(SecureRandom random) {
    var bytes = new byte[KEY_BYTES];
    while (true) {
      random.nextBytes(bytes);
      try {
        return WalletKey.parse(HexFormat.of().formatHex(bytes));
      } catch (InvalidKey outOfRange) {
        // One of about 2^128: the next one is a key.
      }
    }
  }
}
