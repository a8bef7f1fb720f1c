package network.mandala.builder.sbom;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackageFilesTest {
  private static final String MS = "{\"name\": \"ms\", \"version\": \"2.1.3\"}";

  @TempDir Path folder;
  private Path root;
  private PackageFiles files;
  private int layers;

  @BeforeEach
  void prepare() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    files = new PackageFiles(root);
  }

  @Test
  void knowsWhatEachPackageManagerHasInstalled() throws IOException {
    add(
        Layers.tar(
            Map.of(
                "etc/os-release", "NAME=\"Ubuntu\"\nID=ubuntu\n",
                "./var/lib/dpkg/status",
                    """
                    Package: bash
                    Status: install ok installed
                    Architecture: amd64
                    Version: 5.2.37-2
                    Description: a shell
                     Version: not this

                    Package: gone
                    Status: deinstall ok config-files
                    Version: 1
                    """,
                "var/lib/dpkg/status.d/tzdata", "Package: tzdata\nVersion: 2026a\n",
                "usr/lib/python3/dist-packages/requests-2.32.0.dist-info/METADATA",
                    "Name: requests\nVersion: 2.32.0\n\n",
                "srv/app/node_modules/ms/package.json", MS,
                "srv/app/node_modules/ms/node_modules/deep/package.json",
                    "{\"name\": \"deep\", \"version\": \"1.0.0\"}",
                "srv/app/package.json", "{\"name\": \"app\", \"version\": \"0.1.0\"}")));

    assertThat(purls())
        .containsExactly(
            "pkg:deb/ubuntu/bash@5.2.37-2?arch=amd64",
            "pkg:deb/ubuntu/tzdata@2026a",
            "pkg:npm/deep@1.0.0",
            "pkg:npm/ms@2.1.3",
            "pkg:pypi/requests@2.32.0");
    assertThat(files.isWhole()).isTrue();
  }

  @Test
  void knowsAlpine() throws IOException {
    add(
        Layers.tar(
            Map.of(
                "lib/apk/db/installed",
                "C:Q1=\nP:musl\nV:1.2.5-r9\nA:x86_64\nL:MIT\n\nP:busybox\nV:1.37.0-r14\nA:x86_64\n")));

    assertThat(purls())
        .containsExactly(
            "pkg:apk/alpine/busybox@1.37.0-r14?arch=x86_64",
            "pkg:apk/alpine/musl@1.2.5-r9?arch=x86_64");
  }

  @Test
  void aLaterLayerTakesAway() throws IOException {
    add(
        Layers.tar(
            Map.of(
                "a/node_modules/ms/package.json", MS,
                "b/node_modules/ms/package.json", MS.replace("2.1.3", "2.0.0"),
                "c/node_modules/ms/package.json", MS.replace("2.1.3", "1.0.0"))));
    add(Layers.tar(Map.of("a/node_modules/.wh.ms", "", "b/.wh..wh..opq", "")));
    add(Layers.link("c/node_modules", "/etc"));

    assertThat(purls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../node_modules/ms/package.json",
        "a/../../../node_modules/ms/package.json",
        "a/.wh...",
        "../.wh.root"
      })
  void nothingIsWrittenOrRemovedOutside(String path) throws IOException {
    var beside = Files.writeString(folder.resolve("beside"), "kept");

    add(Layers.tar(Map.of(path, MS)));

    assertThat(beside).hasContent("kept");
    assertThat(root).isEmptyDirectory();
    try (var all = Files.list(folder)) {
      assertThat(all.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("root", "beside", "layer-0");
    }
  }

  @Test
  void linksAreNeitherMadeNorFollowed() throws IOException {
    add(Layers.link("node_modules", folder.toString()));
    add(Layers.tar(Map.of("node_modules/ms/package.json", MS)));

    assertThat(purls()).containsExactly("pkg:npm/ms@2.1.3");
    assertThat(folder.resolve("ms")).doesNotExist();
  }

  @Test
  void moreThanCanBeKeptEndsTheSearch() throws IOException {
    add(Layers.tar(Map.of("node_modules/ms/package.json", MS)));
    add(Layers.tar(Map.of("var/lib/dpkg/status", " ".repeat(50 << 20))));
    add(Layers.tar(Map.of("node_modules/later/package.json", MS.replace("ms", "later"))));

    assertThat(files.isWhole()).isFalse();
    assertThat(purls()).containsExactly("pkg:npm/ms@2.1.3");
  }

  private void add(byte[] layer) throws IOException {
    files.add(Files.write(folder.resolve("layer-" + layers++), layer));
  }

  private List<String> purls() throws IOException {
    var sbom =
        Sbom.of(
            "r/a", "sha256:" + "a".repeat(64), "b", Optional.empty(), Packages.in(files.folders()));
    return new ObjectMapper().readTree(sbom.json()).path("components").findValuesAsText("purl");
  }
}
