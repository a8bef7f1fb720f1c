package network.mandala.cli.spore;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import network.mandala.cli.console.Failure;
import network.mandala.identity.Sha256;
import network.mandala.identity.spore.BundleLimits;
import network.mandala.identity.spore.BundleReader;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.identity.spore.Spore;

/** A bundle in a file, checked. */
record BundleFile(Path path, Spore spore, String digest) {
  /** Reads a bundle once, to its end; fails with the part of it that is at fault. */
  static BundleFile check(Path path) {
    var hash = Sha256.running();
    try (var in = new DigestInputStream(Files.newInputStream(path), hash)) {
      var spore = new BundleReader(BundleLimits.DEFAULT).read(in, OutputStream.nullOutputStream());
      return new BundleFile(path, spore, HexFormat.of().formatHex(hash.digest()));
    } catch (InvalidSpore refused) {
      throw new Failure(path + " is no good spore. " + refused.getMessage(), refused);
    } catch (NoSuchFileException e) {
      throw new Failure("there is no file " + path, e);
    } catch (IOException e) {
      throw new Failure("cannot read " + path + ": " + e.getMessage(), e);
    }
  }
}
