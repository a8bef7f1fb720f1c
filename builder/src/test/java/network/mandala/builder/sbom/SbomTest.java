package network.mandala.builder.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SbomTest {
  private static final String DIGEST = "sha256:" + "a".repeat(64);
  private static final String BASE = "sha256:" + "b".repeat(64);

  @TempDir Path folder;

  @Test
  void listsWhatNpmInstalled() throws Exception {
    write("node_modules/ms/package.json", "{'name':'ms','version':'2.1.3','license':'MIT'}");
    write(
        "node_modules/@acme/tool/package.json",
        "{'name':'@acme/tool','version':'1.0.0-beta+1','license':{'type':'Apache-2.0'}}");
    write(
        "node_modules/@acme/tool/node_modules/ms/package.json",
        "{'name':'ms','version':'1.0.0','license':'MIT'}");
    write(
        "node_modules/.package-lock.json",
        "{'packages':{'node_modules/ms':{'version':'2.1.3','integrity':'sha512-%s'}}}"
            .formatted(
                "6FlzubTLZG3J2a/NVCAleEhjzq5oxgHyaCU9yYXvcLsvoVaHJq/s5xXI6/XXP6tz7R9xAOtHnSO/tXtF3WRTlA=="));
    var sbom = node();

    assertValid(sbom);
    assertThat(sbom.packages()).isEqualTo(3);
    assertThat(purls(sbom))
        .containsExactly(
            "pkg:oci/base@" + BASE + "?repository_url=r:5000%2Fmandala%2Fbase",
            "pkg:npm/%40acme/tool@1.0.0-beta%2B1",
            "pkg:npm/ms@1.0.0",
            "pkg:npm/ms@2.1.3");
    var locked = tree(sbom).path("components").get(3);
    assertThat(locked.at("/hashes/0/content").asText()).hasSize(128).startsWith("e85973b9");
    assertThat(locked.at("/licenses/0/license/name").asText()).isEqualTo("MIT");
    assertThat(tree(sbom).at("/components/1/group").asText()).isEqualTo("@acme");
  }

  @Test
  void listsWhatPipInstalled() throws Exception {
    write(
        "site/typing_extensions-4.12.2.dist-info/METADATA",
        "Metadata-Version: 2.4\nName: typing_extensions\nVersion: 4.12.2\nLicense-Expression: PSF-2.0\n\nName: not this\n");
    write("site/broken.dist-info/METADATA", "nothing\n");

    var sbom =
        Sbom.of(
            "r:5000/demo/py",
            DIGEST,
            "r:5000/mandala/base:1",
            Optional.empty(),
            Packages.in(new Sbom.Folders(List.of(), List.of(folder.resolve("site")))));

    assertValid(sbom);
    assertThat(purls(sbom)).containsExactly("pkg:pypi/typing-extensions@4.12.2");
  }

  @Test
  void isTheSameForTheSameImage() throws IOException {
    write("node_modules/b/package.json", "{'name':'b','version':'1'}");
    write("node_modules/a/package.json", "{'name':'a','version':'1'}");
    var first = node();
    write("node_modules/c/package.json", "{'name':'c','version':'1'}");
    var other = node();
    Files.delete(folder.resolve("node_modules/c/package.json"));

    assertThat(node().json()).isEqualTo(first.json()).isNotEqualTo(other.json());
    assertThat(tree(first).path("serialNumber")).isNotEqualTo(tree(other).path("serialNumber"));
  }

  @Test
  void readsNothingThroughLinks() throws Exception {
    Path secret = Files.createDirectories(folder.resolve("elsewhere/secret"));
    Files.writeString(secret.resolve("package.json"), "{\"name\":\"secret\",\"version\":\"1\"}");
    Files.createDirectories(folder.resolve("node_modules/a"));
    Files.createSymbolicLink(
        folder.resolve("node_modules/a/package.json"), secret.resolve("package.json"));
    Files.createSymbolicLink(folder.resolve("node_modules/b"), secret);

    assertThat(node().packages()).isZero();
  }

  @Test
  void staysValidWhateverPackagesSayOfThemselves() throws Exception {
    write(
        "node_modules/odd/package.json",
        "{'name':'odd \\u0000\\n<x>','version':'%s','license':'%s'}"
            .formatted("1 ?#@/..", "L".repeat(5000)));
    write("node_modules/broken/package.json", "{");
    write("node_modules/numbers/package.json", "{'name':7,'version':[],'license':{}}");

    var sbom = node();

    assertValid(sbom);
    assertThat(sbom.packages()).isEqualTo(1);
  }

  private Sbom node() throws IOException {
    return Sbom.of(
        "r:5000/demo/hello",
        DIGEST,
        "r:5000/mandala/base:1",
        Optional.of(BASE),
        Packages.in(
            new Sbom.Folders(
                List.of(folder.resolve("node_modules"), folder.resolve("none")), List.of())));
  }

  private static void assertValid(Sbom sbom) throws Exception {
    assertThat(new JsonParser().validate(sbom.json(), Version.VERSION_16)).isEmpty();
  }

  private static JsonNode tree(Sbom sbom) throws IOException {
    return new ObjectMapper().readTree(sbom.json());
  }

  private static List<String> purls(Sbom sbom) throws IOException {
    return tree(sbom).path("components").findValuesAsText("purl");
  }

  private void write(String path, String content) throws IOException {
    Path file = folder.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content.replace('\'', '"'));
  }
}
