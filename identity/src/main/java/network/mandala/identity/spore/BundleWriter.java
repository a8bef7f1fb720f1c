package network.mandala.identity.spore;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32;
import network.mandala.identity.Sha256;

/**
 * Signs and writes bundles. The same manifest, key and binary give the same bytes, on every
 * machine: the entries are stored, as packed sizes differ between versions of zlib.
 */
public final class BundleWriter {
  private static final int BUFFER = 64 * 1024;
  private static final int LOCAL_BYTES = 30;
  private static final int DIRECTORY_BYTES = 46;
  private static final int END_BYTES = 22;

  private BundleWriter() {}

  /** The binary; it is read twice, and must be the same both times. */
  @FunctionalInterface
  public interface Binary {
    InputStream open() throws IOException;
  }

  /**
   * Writes a bundle.
   *
   * @param draft kind, hash, key and signature of which are made here
   * @return the manifest as it was signed
   * @throws InvalidSpore if no bundle can be made of the manifest
   */
  public static SporeManifest write(
      SporeManifest draft, SporeKey key, Binary binary, OutputStream out) throws IOException {
    var program = Summary.of(binary, OutputStream.nullOutputStream());
    if (program.size > BundleLayout.LARGEST) {
      throw new InvalidSpore(BundlePart.BINARY, "it is larger than 4 GiB");
    }
    var hex = HexFormat.of().formatHex(program.sha256);
    var unsigned = draft.of(SporeManifest.KIND, hex, key.publicKey().base64());
    ManifestRules.checkForSigning(unsigned);
    var manifest = SporeSignature.sign(unsigned, key);
    var json = manifest.indented();
    var text = Summary.of(json);
    var first = header(BundleLayout.MANIFEST, text, 0);
    var second =
        header(
            BundleLayout.BINARY,
            program,
            LOCAL_BYTES + BundleLayout.MANIFEST.length() + (long) json.length);
    out.write(local(first));
    out.write(json);
    out.write(local(second));
    if (!Arrays.equals(Summary.of(binary, out).sha256, program.sha256)) {
      throw new InvalidSpore(BundlePart.BINARY, "it was changed while it was packed");
    }
    out.write(directory(first));
    out.write(directory(second));
    out.write(end(second.offset() + LOCAL_BYTES + BundleLayout.BINARY.length() + program.size));
    return manifest;
  }

  private static BundleLayout.Entry header(String name, Summary content, long offset) {
    return new BundleLayout.Entry(
        name, 0, BundleLayout.STORED, 0, content.crc, content.size, content.size, offset);
  }

  private static byte[] local(BundleLayout.Entry entry) {
    var header = buffer(LOCAL_BYTES + entry.name().length()).putInt(BundleLayout.LOCAL);
    common(header, entry);
    return header.putShort((short) 0).put(name(entry)).array();
  }

  private static byte[] directory(BundleLayout.Entry entry) {
    var header =
        buffer(DIRECTORY_BYTES + entry.name().length())
            .putInt(BundleLayout.DIRECTORY)
            .putShort((short) BundleLayout.VERSION);
    common(header, entry);
    return header
        .put(new byte[2 + 2 + 2 + 2 + 4])
        .putInt((int) entry.offset())
        .put(name(entry))
        .array();
  }

  private static void common(ByteBuffer header, BundleLayout.Entry entry) {
    header
        .putShort((short) BundleLayout.VERSION)
        .putShort((short) entry.flags())
        .putShort((short) entry.method())
        .putInt((int) entry.time())
        .putInt((int) entry.crc())
        .putInt((int) entry.packed())
        .putInt((int) entry.size())
        .putShort((short) entry.name().length());
  }

  private static byte[] end(long directory) {
    int length =
        2 * DIRECTORY_BYTES + BundleLayout.MANIFEST.length() + BundleLayout.BINARY.length();
    return buffer(END_BYTES)
        .putInt(BundleLayout.END)
        .putInt(0)
        .putInt(BundleLayout.TWO_ENTRIES)
        .putInt(length)
        .putInt((int) directory)
        .putShort((short) 0)
        .array();
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static byte[] name(BundleLayout.Entry entry) {
    return entry.name().getBytes(StandardCharsets.US_ASCII);
  }

  /** What headers and manifest say of some content. */
  private record Summary(byte[] sha256, long crc, long size) {
    static Summary of(byte[] content) {
      var crc = new CRC32();
      crc.update(content);
      return new Summary(Sha256.of(content), crc.getValue(), content.length);
    }

    static Summary of(Binary binary, OutputStream copy) throws IOException {
      var hash = Sha256.running();
      var crc = new CRC32();
      long size = 0;
      var buffer = new byte[BUFFER];
      try (var in = binary.open()) {
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          hash.update(buffer, 0, read);
          crc.update(buffer, 0, read);
          copy.write(buffer, 0, read);
          size += read;
        }
      }
      return new Summary(hash.digest(), crc.getValue(), size);
    }
  }
}
