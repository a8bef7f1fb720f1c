package network.mandala.identity.spore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import network.mandala.identity.Sha256;

/**
 * Reads bundles of strangers: strictly, in one pass, in constant memory whatever the size of the
 * binary.
 *
 * <p>A bundle is taken only in the one form that its publisher's program gives it, so that no two
 * readers can see different things in it: two entries from the first byte to the last, a directory
 * that says the same as the headers, no field that nobody signed.
 */
public final class BundleReader {
  /**
   * The signer of the older program's example (vector A-1), which it published with keys and all:
   * whoever has that example may be able to sign with it.
   */
  private static final String KEY_OF_THE_EXAMPLE = "wieB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIY=";

  /** Two numbers of disks, which a bundle does not go over. */
  private static final int DISKS = 4;

  private static final int COMMENT_LENGTH = 2;

  private final BundleLimits limits;

  public BundleReader(BundleLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads a bundle to its end and checks everything but whether its signer is trusted.
   *
   * @param binary gets the program while it is read: what it got is worth nothing until this
   *     returns
   * @throws InvalidSpore naming the part that is at fault
   */
  public Spore read(InputStream bundle, OutputStream binary) throws IOException {
    var in = new Bytes(bundle, limits.bundle());
    var entries = new EntryReader(in);
    var json = new ByteArrayOutputStream();
    var first = entries.read(BundleLayout.MANIFEST, BundlePart.MANIFEST, limits.manifest(), json);
    var manifest = SporeManifest.parse(json.toByteArray());
    ManifestRules.check(manifest);
    var hash = Sha256.running();
    var second =
        entries.read(
            BundleLayout.BINARY, BundlePart.BINARY, limits.binary(), new Hashed(binary, hash));
    long directory = in.position();
    entries.directory(first);
    entries.directory(second);
    end(in, directory);
    requireHash(manifest, HexFormat.of().formatHex(hash.digest()));
    if (manifest.publicKey().equals(KEY_OF_THE_EXAMPLE)) {
      throw new InvalidSpore(
          BundlePart.KEY,
          "it is that of the older program's published example: use one of your own");
    }
    return new Spore(manifest, SporeSignature.signer(manifest), second.size());
  }

  private static void end(Bytes in, long directory) throws IOException {
    long length = in.position() - directory;
    boolean good =
        in.u32() == BundleLayout.END
            && in.zeros(DISKS)
            && in.u32() == BundleLayout.TWO_ENTRIES
            && in.u32() == length
            && in.u32() == directory
            && in.zeros(COMMENT_LENGTH);
    if (!good) {
      throw new InvalidSpore(
          BundlePart.CONTAINER,
          "it does not end after a directory of exactly two entries: there are more, or it has a"
              + " comment");
    }
    if (in.fill()) {
      throw new InvalidSpore(
          BundlePart.CONTAINER, "something follows after its end, at byte " + in.position());
    }
  }

  private static void requireHash(SporeManifest manifest, String found) {
    if (!manifest.binarySha256().equals(found)) {
      throw new InvalidSpore(
          BundlePart.BINARY,
          "its SHA-256 is "
              + found
              + ", and the manifest says "
              + JsonInput.shown(manifest.binarySha256())
              + ": one of the two was altered");
    }
  }

  /** Hashes what goes through. */
  private static final class Hashed extends OutputStream {
    private final OutputStream to;
    private final MessageDigest hash;

    Hashed(OutputStream to, MessageDigest hash) {
      this.to = to;
      this.hash = hash;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] from, int offset, int count) throws IOException {
      hash.update(from, offset, count);
      to.write(from, offset, count);
    }
  }
}
