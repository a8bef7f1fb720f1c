package network.mandala.identity.spore;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles for tests, good ones and others. */
final class Bundles {
  static final SporeKey KEY = key(7);
  static final byte[] PROGRAM = "\u007fELF and so on".getBytes(StandardCharsets.UTF_8);
  static final String MANIFEST =
      """
      {"kind": "Spore", "name": "billing", "version": "v0.1.0", "command": "billing", "args": [],
       "env": {"GREETING": "Hello <you> & me"}, "provides": ["http"],
       "nutrients": {"cpu_milli": 200, "memory_mb": 128}, "slo": {"p99_budget_ms": 300},
       "security": {"lsm_profile": "demo", "read_only_fs": false},
       "created_at": "2025-09-06T11:20:53.481615+05:30"}
      """;

  private static final BundleReader READER =
      new BundleReader(new BundleLimits(1 << 24, 1 << 16, 1 << 22));

  private Bundles() {}

  static SporeKey key(int seed) {
    var bytes = new byte[32];
    Arrays.fill(bytes, (byte) seed);
    return SporeKey.generate(new Fixed(bytes));
  }

  static byte[] good() {
    return write(MANIFEST, PROGRAM);
  }

  static byte[] write(String manifest, byte[] program) {
    return write(manifest.getBytes(StandardCharsets.UTF_8), program);
  }

  static byte[] write(byte[] manifest, byte[] program) {
    var out = new ByteArrayOutputStream();
    try {
      BundleWriter.write(
          SporeManifest.parse(manifest), KEY, () -> new ByteArrayInputStream(program), out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Spore read(byte[] bundle) {
    return read(bundle, OutputStream.nullOutputStream());
  }

  static Spore read(byte[] bundle, OutputStream program) {
    try {
      return READER.read(new ByteArrayInputStream(bundle), program);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The manifest of a good bundle, signed, as text. */
  static String signedManifest() {
    return new String(read(good()).manifest().indented(), StandardCharsets.UTF_8);
  }

  /** A bundle whose container is right, with any text for its manifest. */
  static byte[] withManifest(UnaryOperator<String> change) {
    return zip(
        new Part("manifest.json", change.apply(signedManifest()).getBytes(StandardCharsets.UTF_8)),
        new Part("binary", PROGRAM));
  }

  record Part(String name, byte[] content) {}

  /** Entries in the form that bundles have, as the writer writes it. */
  static byte[] zip(Part... parts) {
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out, StandardCharsets.US_ASCII)) {
      zip.setMethod(ZipOutputStream.STORED);
      for (var part : parts) {
        var entry = new ZipEntry(part.name());
        var crc = new CRC32();
        crc.update(part.content());
        entry.setCrc(crc.getValue());
        entry.setSize(part.content().length);
        entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(part.content());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return asBundle(out.toByteArray());
  }

  /** The JDK writes another version of the format into the headers than bundles have. */
  private static byte[] asBundle(byte[] zip) {
    for (int at : headers(zip, 0x04034b50)) {
      zip[at + 4] = 20;
    }
    for (int at : headers(zip, 0x02014b50)) {
      zip[at + 4] = 20;
      zip[at + 6] = 20;
    }
    return zip;
  }

  /** Where in a ZIP headers with this signature begin. */
  static List<Integer> headers(byte[] zip, int signature) {
    var found = new ArrayList<Integer>();
    for (int at = 0; at + 4 <= zip.length; at++) {
      if ((zip[at] & 0xff
              | (zip[at + 1] & 0xff) << 8
              | (zip[at + 2] & 0xff) << 16
              | (zip[at + 3] & 0xff) << 24)
          == signature) {
        found.add(at);
      }
    }
    return found;
  }

  /** Randomness that is none. */
  private static final class Fixed extends java.security.SecureRandom {
    private final byte[] bytes;

    Fixed(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public void nextBytes(byte[] target) {
      System.arraycopy(bytes, 0, target, 0, target.length);
    }
  }
}
