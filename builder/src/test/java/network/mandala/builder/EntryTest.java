package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryTest {
  @TempDir Path temporary;
  private Path source;

  @BeforeEach
  void makeSource() throws IOException {
    source = Files.createDirectory(temporary.resolve("source"));
  }

  @ParameterizedTest(name = "main {0}, file {1}")
  @CsvSource({
    "server.js,   server.js,      server.js",
    "./server.js, server.js,      server.js",
    "server,      server.js,      server.js",
    "server,      server.mjs,     server.mjs",
    "server,      server.cjs,     server.cjs",
    "lib,         lib/index.js,   lib/index.js",
    "lib/,        lib/index.js,   lib/index.js",
    "lib/../a.js, a.js,           a.js",
    "'',          index.js,       index.js",
  })
  void findsWhatPackageJsonNames(String main, String file, String entry) throws IOException {
    write("package.json", "{\"main\": \"" + main + "\"}");
    write(file, "");

    assertThat(Entry.find(AgentRuntime.NODE, Convention.NONE, "", source)).isEqualTo(entry);
  }

  @Test
  void fallsBackOnTheUsualFile() throws IOException {
    write("index.js", "");
    write("main.py", "");

    assertThat(Entry.find(AgentRuntime.NODE, Convention.NONE, "", source)).isEqualTo("index.js");
    assertThat(Entry.find(AgentRuntime.PYTHON, Convention.NONE, "", source)).isEqualTo("main.py");
  }

  @Test
  void prefersWhatTheTenantNames() throws IOException {
    write("package.json", "{\"main\": \"index.js\"}");
    write("index.js", "");
    write("other.js", "");

    assertThat(Entry.find(AgentRuntime.NODE, Convention.NONE, "other.js", source))
        .isEqualTo("other.js");
  }

  @Test
  void saysWhichFileWasLookedForAndWhatToDo() throws IOException {
    write("package.json", "{\"main\": \"server.js\"}");
    write("app.js", "");
    write("b.mjs", "");

    assertMissing(
        AgentRuntime.NODE,
        "",
        "The entry file \"server.js\" (\"main\" in package.json) is not in the source: add it, or set spec.build.entry to the file that starts the program."
            + " At the top of it there is \"app.js\", \"b.mjs\".");
  }

  @Test
  void readsTheStartScriptForItsAdvice() throws IOException {
    write("package.json", "{\"scripts\": {\"start\": \"node src/main.js\"}}");
    write("src/main.js", "");

    assertMissing(
        AgentRuntime.NODE,
        "",
        "The entry file \"index.js\" (the default of a Node agent, as package.json names no \"main\") is not in the source: add it, or set"
            + " spec.build.entry to the file that starts the program. Its \"start\" script runs \"src/main.js\".");
  }

  @Test
  void saysWhatAPythonAgentNeeds() {
    assertMissing(
        AgentRuntime.PYTHON,
        "",
        "The entry file \"main.py\" (the default of a Python agent) is not in the source: add it, or set spec.build.entry to the file that starts"
            + " the program. There is no *.py file at the top of it.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.js",
        "/etc/passwd",
        "link.js",
        "folder",
        "missing.js",
        "a\u0000b",
        "folder/../../outside.js"
      })
  void startsNothingButAFileOfTheSource(String entry) throws IOException {
    Files.writeString(temporary.resolve("outside.js"), "");
    Files.createDirectory(source.resolve("folder"));
    Files.createSymbolicLink(source.resolve("link.js"), Path.of("../outside.js"));

    assertThatThrownBy(() -> Entry.find(AgentRuntime.NODE, Convention.NONE, entry, source))
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.ENTRY_MISSING))
        .hasMessageContaining("(spec.build.entry) is not in the source");
  }

  @Test
  void namesThePlaceWherePackageJsonIsBroken() throws IOException {
    write("package.json", "{\n  \"main\": oops\n}");

    assertThatThrownBy(() -> Entry.find(AgentRuntime.NODE, Convention.NONE, "", source))
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.SOURCE_INVALID))
        .hasMessageMatching(
            "package.json is no valid JSON \\(line 2, column \\d+\\): correct it\\.");
  }

  private void assertMissing(AgentRuntime runtime, String requested, String message) {
    assertThatThrownBy(() -> Entry.find(runtime, Convention.NONE, requested, source))
        .isInstanceOfSatisfying(
            BuildFailed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.ENTRY_MISSING))
        .hasMessage(message);
  }

  private void write(String path, String content) throws IOException {
    Path file = source.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }
}
