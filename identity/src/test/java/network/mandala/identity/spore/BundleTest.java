package network.mandala.identity.spore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleTest {
  @TempDir Path folder;

  @Test
  void givesBackWhatWasPacked() {
    var program = new ByteArrayOutputStream();

    var spore = Bundles.read(Bundles.good(), program);

    assertThat(program.toByteArray()).isEqualTo(Bundles.PROGRAM);
    assertThat(spore.signer()).isEqualTo(Bundles.KEY.publicKey());
    assertThat(spore.binaryBytes()).isEqualTo(Bundles.PROGRAM.length);
    assertThat(spore.manifest().name()).isEqualTo("billing");
    assertThat(spore.manifest().createdAt().text()).isEqualTo("2025-09-06T11:20:53.481615+05:30");
  }

  @Test
  void theSameInputsGiveTheSameBytes() {
    assertThat(Bundles.good()).isEqualTo(Bundles.good());
  }

  @Test
  void unzipIsHappy() throws Exception {
    var bundle = Files.write(folder.resolve("a.spore"), Bundles.good());

    assertThat(GoMesh.run(List.of("unzip", "-t", bundle.toString())))
        .contains("manifest.json", "binary", "No errors detected");
  }

  @Test
  void everyAlteredByteIsRefusedAndThePartIsNamed() {
    var good = Bundles.good();
    int manifest = 30 + "manifest.json".length();
    int binary = new String(good, StandardCharsets.ISO_8859_1).indexOf("\u007fELF");
    int afterManifest = binary - 30 - "binary".length();
    for (int at = 0; at < good.length; at++) {
      var altered = good.clone();
      altered[at] ^= 0x01;
      var refused = catchThrowableOfType(InvalidSpore.class, () -> Bundles.read(altered));

      assertThat(refused).as("byte " + at).isNotNull();
      if (at >= manifest && at < afterManifest) {
        assertThat(refused.part()).as("byte " + at).isEqualTo(BundlePart.MANIFEST);
      } else if (at >= binary && at < binary + Bundles.PROGRAM.length) {
        assertThat(refused.part()).as("byte " + at).isEqualTo(BundlePart.BINARY);
      }
    }
  }

  @Test
  void everyBundleThatEndsEarlyIsRefused() {
    var good = Bundles.good();
    for (int length = 0; length < good.length; length++) {
      var shorter = Arrays.copyOf(good, length);
      assertThatThrownBy(() -> Bundles.read(shorter)).isInstanceOf(InvalidSpore.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "\"name\": \"billing\", \"name\": \"paying\", SIGNATURE",
    "v0.1.0, v9.1.0, SIGNATURE",
    "11:20:53, 11:20:54, SIGNATURE",
    "\"args\": [], \"args\": null, SIGNATURE",
    "\"cpu_milli\": 200, \"cpu_milli\": 2000, SIGNATURE",
    "\"kind\": \"Spore\", \"kind\": \"spore\", MANIFEST",
    "\"signature\": \", \"signature\": \"A, SIGNATURE",
    "\"public_key\": \", \"public_key\": \"A, KEY",
    "\"binary_sha256\": \", \"binary_sha256\": \"A, BINARY"
  })
  void whoAltersTheManifestAndMendsTheChecksumIsRefused(String what, String with, BundlePart part) {
    var altered = Bundles.withManifest(manifest -> manifest.replace(what, with));

    var refused = catchThrowableOfType(InvalidSpore.class, () -> Bundles.read(altered));

    assertThat(refused.part()).isEqualTo(part);
    assertThat(refused).hasMessageStartingWith(part.word() + ": ");
  }

  @Test
  void whiteSpaceOfTheManifestIsNotSigned() {
    var bundle = Bundles.withManifest(manifest -> manifest.replace("\n", "\n\n") + "\n");

    assertThat(Bundles.read(bundle).signer()).isEqualTo(Bundles.KEY.publicKey());
  }

  @Test
  void anotherKeyWithItsOwnSignatureIsAnotherSigner() throws IOException {
    var out = new ByteArrayOutputStream();
    BundleWriter.write(
        SporeManifest.parse(Bundles.MANIFEST.getBytes(StandardCharsets.UTF_8)),
        Bundles.key(8),
        () -> new ByteArrayInputStream(Bundles.PROGRAM),
        out);

    assertThat(Bundles.read(out.toByteArray()).signer())
        .isEqualTo(Bundles.key(8).publicKey())
        .isNotEqualTo(Bundles.KEY.publicKey());
  }

  @Test
  void theKeyOfThePublishedExampleIsRefused() {
    var bundle =
        Bundles.withManifest(
            manifest ->
                manifest.replace(
                    Bundles.KEY.publicKey().base64(),
                    "wieB6XfiABunQhwv6ZRmAs3d2UJg0u/qP8asD7S+IIY="));

    assertThatThrownBy(() -> Bundles.read(bundle)).hasMessageContaining("published example");
  }

  @Test
  void exactlyTwoEntriesInTheirOrder() {
    var manifest =
        new Bundles.Part(
            "manifest.json", Bundles.signedManifest().getBytes(StandardCharsets.UTF_8));
    var binary = new Bundles.Part("binary", Bundles.PROGRAM);

    assertThat(Bundles.read(Bundles.zip(manifest, binary))).isNotNull();
    refusesContainer(Bundles.zip(manifest));
    refusesContainer(Bundles.zip(binary));
    refusesContainer(Bundles.zip(binary, manifest));
    refusesContainer(
        Bundles.zip(manifest, binary, new Bundles.Part("../../etc/cron.d/x", new byte[1])));
    refusesContainer(
        Bundles.zip(manifest, new Bundles.Part("../../etc/cron.d/x", new byte[1]), binary));
    refusesContainer(Bundles.zip(manifest, new Bundles.Part("../binary", Bundles.PROGRAM)));
    refusesContainer(Bundles.zip(manifest, new Bundles.Part("Binary", Bundles.PROGRAM)));
    refusesContainer(Bundles.zip(manifest, new Bundles.Part("binary/", new byte[0])));
    refusesContainer(Bundles.zip(new Bundles.Part("nested.spore", Bundles.good())));
  }

  @Test
  void whatIsBeforeBetweenOrAfterIsRefused() {
    var good = Bundles.good();
    refusesContainer(concat("#!/bin/sh\n".getBytes(StandardCharsets.UTF_8), good));
    refusesContainer(concat(good, new byte[] {0}));
    refusesContainer(concat(good, good));
    var commented = concat(good, "hi".getBytes(StandardCharsets.UTF_8));
    commented[good.length - 2] = 2;
    refusesContainer(commented);
    refusesContainer(new byte[0]);
    refusesContainer("not a ZIP at all".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void claimedSizesAreNotBelieved() {
    var huge = Bundles.good();
    int binary = Bundles.headers(huge, 0x04034b50).get(1);
    Arrays.fill(huge, binary + 18, binary + 26, (byte) 0xff);

    assertThatThrownBy(() -> Bundles.read(huge))
        .hasMessage(
            "binary: it has 4294967295 bytes or more, and 4194304 is the most that is taken");
  }

  @Test
  void aBombIsStoppedWhileItExpands() throws IOException {
    var bomb = deflated(new byte[32 << 20]);
    var written = new AtomicInteger();

    assertThatThrownBy(
            () ->
                new BundleReader(BundleLimits.DEFAULT)
                    .read(new ByteArrayInputStream(bomb), counting(written)))
        .hasMessageStartingWith("binary: it expands far more");
    assertThat(written.get()).isLessThan(17 << 20);
  }

  @Test
  void aDeflatedBundleWithAnAlteredByteIsRefusedOrTheSame() throws IOException {
    var good = deflated(Bundles.PROGRAM);
    for (int at = 0; at < good.length; at++) {
      var altered = good.clone();
      altered[at] ^= 0x10;
      try {
        var program = new ByteArrayOutputStream();
        var spore = Bundles.read(altered, program);
        assertThat(program.toByteArray()).isEqualTo(Bundles.PROGRAM);
        assertThat(spore.manifest()).isEqualTo(Bundles.read(good).manifest());
      } catch (InvalidSpore refused) {
        assertThat(refused.part()).isNotNull();
      }
    }
  }

  @Test
  void aBundleLargerThanIsTakenIsNotReadToItsEnd() {
    var endless =
        new InputStream() {
          private final byte[] start = Bundles.good();
          private long given;

          @Override
          public int read() {
            throw new UnsupportedOperationException();
          }

          @Override
          public int read(byte[] to, int offset, int length) {
            assertThat(given).isLessThan(1 << 22);
            for (int i = 0; i < length; i++) {
              to[offset + i] = given < 40 ? start[(int) given] : (byte) ' ';
              given++;
            }
            return length;
          }
        };

    assertThatThrownBy(
            () ->
                new BundleReader(new BundleLimits(1 << 21, 1 << 30, 1 << 30))
                    .read(endless, OutputStream.nullOutputStream()))
        .isInstanceOf(InvalidSpore.class);
  }

  @Test
  void aBinaryThatChangesWhileItIsPackedIsNotPacked() {
    var opened = new AtomicInteger();

    assertThatThrownBy(
            () ->
                BundleWriter.write(
                    SporeManifest.parse(Bundles.MANIFEST.getBytes(StandardCharsets.UTF_8)),
                    Bundles.KEY,
                    () -> new ByteArrayInputStream(new byte[] {(byte) opened.incrementAndGet()}),
                    OutputStream.nullOutputStream()))
        .hasMessageContaining("changed while it was packed");
  }

  /** As the older program packs: deflated, sizes after the content. */
  private static byte[] deflated(byte[] program) throws IOException {
    var manifest = Bundles.read(Bundles.good()).manifest();
    if (program != Bundles.PROGRAM) {
      manifest = manifest.of("Spore", "00".repeat(32), manifest.publicKey());
    }
    var out = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(out, StandardCharsets.US_ASCII)) {
      for (var part :
          List.of(
              new Bundles.Part("manifest.json", manifest.indented()),
              new Bundles.Part("binary", program))) {
        var entry = new ZipEntry(part.name());
        entry.setTimeLocal(java.time.LocalDateTime.of(2000, 1, 1, 0, 0));
        zip.putNextEntry(entry);
        zip.write(part.content());
        zip.closeEntry();
      }
    }
    var bytes = out.toByteArray();
    for (int at : Bundles.headers(bytes, 0x02014b50)) {
      bytes[at + 4] = 20;
    }
    return bytes;
  }

  private static OutputStream counting(AtomicInteger count) {
    return new OutputStream() {
      @Override
      public void write(int value) {
        count.incrementAndGet();
      }

      @Override
      public void write(byte[] from, int offset, int length) {
        count.addAndGet(length);
      }
    };
  }

  private static void refusesContainer(byte[] bundle) {
    var refused = catchThrowableOfType(InvalidSpore.class, () -> Bundles.read(bundle));
    assertThat(refused).isNotNull();
    assertThat(refused.part()).isEqualTo(BundlePart.CONTAINER);
  }

  private static byte[] concat(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }
}
