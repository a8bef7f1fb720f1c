package network.mandala.builder.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoModulesTest {
  private static final String LINES =
      "path\texample.com/app\nmod\texample.com/app\t(devel)\t\n"
          + "dep\tgolang.org/x/net\tv0.30.0\th1:abc=\n"
          + "dep\tgithub.com/Old/thing\tv1.0.0\n=>\tgithub.com/new/thing\tv1.0.1\th1:x=\n"
          + "build\tCGO_ENABLED=0\n";

  @TempDir Path folder;

  @Test
  void readsWhatGoWroteIntoAProgram() throws IOException {
    var packages = Packages.inProgram(program("go1.26.8", LINES));

    assertThat(packages.all())
        .extracting(InstalledPackage::purl)
        .containsExactly(
            "pkg:golang/github.com/new/thing@v1.0.1",
            "pkg:golang/golang.org/x/net@v0.30.0",
            "pkg:golang/std@1.26.8");
  }

  @Test
  void aProgramOfAnotherLanguageHasNone() throws IOException {
    var program = Files.writeString(folder.resolve("a"), "#!/bin/sh\necho \u00ff Go buildinf:\n");

    assertThat(Packages.inProgram(program).all()).isEmpty();
  }

  @Test
  void lengthsOfStrangersAreNotBelieved() throws IOException {
    var whole = Files.readAllBytes(program("go1.26.8", LINES));
    for (int length = 0; length < whole.length; length++) {
      var cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(whole, length));
      assertThat(Packages.inProgram(cut).all()).hasSizeLessThanOrEqualTo(3);
    }
  }

  @Test
  void theSbomOfAProgramIsCycloneDx() throws Exception {
    var sbom =
        Sbom.ofProgram(
            "billing", "v1", "ab".repeat(32), Packages.inProgram(program("go1.26.8", LINES)));

    assertThat(sbom.packages()).isEqualTo(3);
    assertThat(new JsonParser().validate(sbom.json(), Version.VERSION_16)).isEmpty();
  }

  private Path program(String version, String lines) throws IOException {
    var out = new ByteArrayOutputStream();
    out.write(new byte[48]);
    out.write("\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1));
    out.write(new byte[] {8, 2});
    out.write(new byte[16]);
    text(out, version.getBytes(StandardCharsets.ISO_8859_1));
    var sentinel = "\u0030w\u00af\u000c\u0092t\b\u0002A\u00e1\u00c1\u0007\u00e6\u00d6\u0018\u00e6";
    text(out, (sentinel + lines + sentinel).getBytes(StandardCharsets.ISO_8859_1));
    return Files.write(folder.resolve("program"), out.toByteArray());
  }

  private static void text(ByteArrayOutputStream out, byte[] bytes) {
    int left = bytes.length;
    while (left > 0x7f) {
      out.write(left & 0x7f | 0x80);
      left >>= 7;
    }
    out.write(left);
    out.writeBytes(bytes);
  }
}
