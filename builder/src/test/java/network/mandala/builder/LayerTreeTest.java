package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerTreeTest {
  @TempDir Path temporary;

  @Test
  void setsOneOwnerNoTimesAndTwoModes() throws IOException {
    write("source/run.sh", "");
    Files.setPosixFilePermissions(
        temporary.resolve("source/run.sh"), PosixFilePermissions.fromString("rwx--x---"));
    write("source/lib/a.js", "");

    var entries = source().getEntries();

    assertThat(entries)
        .extracting(
            entry -> entry.getExtractionPath() + " " + entry.getPermissions().toOctalString())
        .containsExactlyInAnyOrder(
            "/app 755", "/app/lib 755", "/app/lib/a.js 644", "/app/run.sh 755");
    assertThat(entries).extracting(FileEntry::getOwnership).containsOnly("65532:65532");
    assertThat(entries)
        .extracting(entry -> entry.getModificationTime().getEpochSecond())
        .containsOnly(0L);
  }

  @Test
  void copiesWhatALinkPointsTo() throws IOException {
    write("source/real/a.js", "a");
    link("source/file.js", "real/a.js");
    link("source/folder", "real");
    link("source/nowhere", "missing");
    link("source/loop", "loop");

    assertThat(contents(source()))
        .isEqualTo(
            new TreeMap<>(
                Map.of("/app/real/a.js", "a", "/app/file.js", "a", "/app/folder/a.js", "a")));
  }

  @Test
  void turnsCommandsIntoScriptsThatRunThemWhereTheyLie() throws IOException {
    write("source/node_modules/it's/cli.js", "#!/usr/bin/env node");
    Files.setPosixFilePermissions(
        temporary.resolve("source/node_modules/it's/cli.js"),
        PosixFilePermissions.fromString("rwxr-xr-x"));
    write("source/node_modules/plain/cli.js", "");
    link("source/node_modules/.bin/a", "../it's/cli.js");
    link("source/node_modules/.bin/b", "../plain/cli.js");

    var layer = source();

    assertThat(contents(layer))
        .containsEntry(
            "/app/node_modules/.bin/a",
            "#!/bin/sh\nexec '/app/node_modules/it'\\''s/cli.js' \"$@\"\n")
        .containsEntry(
            "/app/node_modules/.bin/b",
            "#!/bin/sh\nexec node '/app/node_modules/plain/cli.js' \"$@\"\n");
    assertThat(layer.getEntries())
        .filteredOn(
            entry -> entry.getExtractionPath().toString().startsWith("/app/node_modules/.bin/"))
        .extracting(entry -> entry.getPermissions().toOctalString())
        .containsOnly("755");
  }

  @Test
  void followsALinkFromOneRootIntoAnother() throws IOException {
    write("source/packages/own/index.js", "own");
    link("dependencies/own", "../source/packages/own");
    var roots = new LinkedHashMap<Path, String>();
    roots.put(temporary.resolve("dependencies").toRealPath(), "/app/node_modules");
    roots.put(temporary.resolve("source").toRealPath(), "/app");

    var layer =
        new LayerTree("dependencies", roots, temporary.resolve("scripts"), 1000)
            .add(temporary.resolve("dependencies"), "/app/node_modules", Set.of())
            .build();

    assertThat(contents(layer))
        .containsExactlyEntriesOf(Map.of("/app/node_modules/own/index.js", "own"));
  }

  @Test
  void leavesOutOnlyTheNamedEntriesAtTheTop() throws IOException {
    write("source/node_modules/a.js", "");
    write("source/lib/node_modules/b.js", "");
    var tree = tree().add(temporary.resolve("source"), "/app", Set.of("node_modules"));

    assertThat(contents(tree.build())).containsOnlyKeys("/app/lib/node_modules/b.js");
  }

  @Test
  void refusesALinkOutOfTheSource() throws IOException {
    write("secret", "s");
    write("source/index.js", "");
    link("source/leak", "../secret");

    assertInvalid(
        "\"/app/leak\" is a link that leads out of the source: replace it by a copy of what it points to.");
  }

  @Test
  void refusesALinkToAFolderAboveIt() throws IOException {
    write("source/lib/index.js", "");
    link("source/lib/up", "..");

    assertInvalid("\"/app/lib/up\" is a link to a folder that it lies in: remove it.");
  }

  @Test
  void refusesLinksThatMultiply() throws IOException {
    write("source/d0/file", "");
    for (int depth = 1; depth < 20; depth++) {
      link("source/d" + depth + "/one", "../d" + (depth - 1));
      link("source/d" + depth + "/two", "../d" + (depth - 1));
    }

    assertThatThrownBy(this::source)
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.SOURCE_TOO_LARGE));
  }

  private void assertInvalid(String message) {
    assertThatThrownBy(this::source)
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.SOURCE_INVALID))
        .hasMessage(message);
  }

  private FileEntriesLayer source() throws IOException {
    return tree().add(temporary.resolve("source"), "/app", Set.of()).build();
  }

  private LayerTree tree() throws IOException {
    return new LayerTree(
        "application",
        Map.of(temporary.resolve("source").toRealPath(), "/app"),
        temporary.resolve("scripts"),
        1000);
  }

  private static SortedMap<String, String> contents(FileEntriesLayer layer) throws IOException {
    var contents = new TreeMap<String, String>();
    for (var entry : layer.getEntries()) {
      if (Files.isRegularFile(entry.getSourceFile())) {
        contents.put(entry.getExtractionPath().toString(), Files.readString(entry.getSourceFile()));
      }
    }
    return contents;
  }

  private Path write(String path, String content) throws IOException {
    Path file = temporary.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  private void link(String path, String target) throws IOException {
    Path link = temporary.resolve(path);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }
}
