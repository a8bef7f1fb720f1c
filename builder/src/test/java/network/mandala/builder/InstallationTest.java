package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTest {
  private static final String MANIFEST = "{'dependencies':{'ms':'2'}}";
  private static final String LOCK =
      "{'lockfileVersion':3,'packages':{'':{},'node_modules/ms':{'version':'2.1.3','integrity':'sha512-a'}}}";

  @TempDir Path folder;

  @Test
  void aProgramWithoutDependenciesInstallsNothing() throws IOException {
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Nothing());
    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(new Installation.Nothing());
    write("package.json", "{'devDependencies':{'ms':'2'},'scripts':{'test':'true','build':' '}}");
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Nothing());
  }

  @Test
  void aProjectOfPythonIsInstalledByItsOwnTools() throws IOException {
    write("requirements.txt", "# nothing\n\n");
    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(new Installation.Nothing());

    write("pyproject.toml", "");
    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(new Installation.Open());
  }

  @Test
  void requirementsWithChecksumsDecide() throws IOException {
    var text =
        """
        # made by a program
        --index-url https://mirror.example.org/simple
        --require-hashes
        colorama==0.4.6 ; sys_platform == 'win32' \\
            --hash=sha256:%1$s
        flask[async]==3.0.3 --hash=sha256:%1$s --hash=sha256:%2$s # why
        rich == 13.9.4 \\
        \t--hash=sha256:%1$s \\
            --hash=sha256:%2$s
            # via -r requirements.in
        """
            .formatted("a".repeat(64), "b".repeat(64));
    write("requirements.txt", text);
    write("pyproject.toml", "");
    var first = Installation.of(AgentRuntime.PYTHON, folder);
    assertThat(first).isInstanceOf(Installation.Locked.class);

    write("main.py", "1");
    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(first);
    write("requirements.txt", text.replace("\n", "\r\n"));
    assertThat(Installation.of(AgentRuntime.PYTHON, folder))
        .isInstanceOf(Installation.Locked.class)
        .isNotEqualTo(first);
  }

  /** HASH stands for a checksum. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "flask==3.0.3",
        "flask>=3 HASH",
        "flask==3.* HASH",
        "flask===3 HASH",
        "flask==3,<4 HASH",
        "flask HASH",
        "flask @ https://example.org/flask.whl HASH",
        "https://example.org/flask.whl HASH",
        "./flask.whl HASH",
        "-e .",
        "-r other.txt",
        "--no-binary :all:",
        "--only-binary flask",
        "--find-links wheels",
        "--require-hashes",
        "flask==3 HASH --config-settings=a=b",
        "flask==3 --hash=md5:0123",
        "flask==3 ; platform_release >= '6' HASH",
        "flask==${VERSION} HASH",
        "flask==3 HASH\nrich==1",
        "flask==3 HASH\u000crich==1 HASH",
        "flask==3 HASH \\\n# a comment ends it\nrich",
        "fl\u00e4sk==3 HASH"
      })
  void requirementsMayDependOnAnything(String line) throws IOException {
    write("requirements.txt", line.replace("HASH", "--hash=sha256:" + "a".repeat(64)) + "\n");

    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(new Installation.Open());
  }

  @Test
  void requirementsThatAreALinkAreNotTrusted() throws IOException {
    Files.createSymbolicLink(folder.resolve("requirements.txt"), Path.of("/etc/hostname"));

    assertThat(Installation.of(AgentRuntime.PYTHON, folder)).isEqualTo(new Installation.Open());
  }

  @Test
  void aLockFileWithChecksumsDecides() throws IOException {
    write("package.json", MANIFEST);
    write("package-lock.json", LOCK);
    write("index.js", "1");
    var first = Installation.of(AgentRuntime.NODE, folder);
    assertThat(first).isInstanceOf(Installation.Locked.class);

    write("index.js", "2");
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(first);

    write(".npmrc", "install-strategy=nested");
    assertThat(Installation.of(AgentRuntime.NODE, folder))
        .isInstanceOf(Installation.Locked.class)
        .isNotEqualTo(first);
    Files.delete(folder.resolve(".npmrc"));
    write("package-lock.json", LOCK.replace("sha512-a", "sha512-b"));
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isNotEqualTo(first);
    write("package-lock.json", LOCK);
    write("package.json", MANIFEST + " ");
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isNotEqualTo(first);
  }

  @Test
  void whatOnlyDevelopersNeedIsNotInstalledAndMayDoAnything() throws IOException {
    write("package.json", MANIFEST);
    write(
        "package-lock.json",
        LOCK.replace("'':{}", "'':{},'node_modules/esbuild':{'dev':true,'hasInstallScript':true}"));

    assertThat(Installation.of(AgentRuntime.NODE, folder)).isInstanceOf(Installation.Locked.class);
  }

  /** What a script may do, or what may be another thing the next time. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'node_modules/ms':{'version':'2.1.3'}",
        "'node_modules/ms':{'integrity':'sha512-a','hasInstallScript':true}",
        "'node_modules/ms':{'integrity':'sha512-a','link':true}",
        "'packages/ms':{'integrity':'sha512-a'}",
        "'node_modules/ms':{'integrity':'sha512-a','resolved':'file:ms.tgz'}",
        "'node_modules/ms':{'resolved':'git+ssh://git@example.org/ms.git#0'}"
      })
  void aPackageMayDependOnAnything(String packages) throws IOException {
    write("package.json", MANIFEST);
    write("package-lock.json", "{'lockfileVersion':3,'packages':{'':{}," + packages + "}}");

    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'dependencies':{'ms':'2'},'scripts':{'postinstall':'patch-package'}}",
        "{'dependencies':{'ms':'2'},'scripts':{'prepare':'husky'}}",
        "{'dependencies':{'ms':'2'},'scripts':{'build':'tsc'}}",
        "{'scripts':{'build':'tsc'}}",
        "{'dependencies':{'ms':'2'},'workspaces':['a']}",
        "{'workspaces':['a']}",
        "not json",
        "[]"
      })
  void aProgramMayDependOnAnything(String manifest) throws IOException {
    write("package.json", manifest);
    write("package-lock.json", LOCK);

    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
  }

  @Test
  void withoutALockFileAnythingMayCome() throws IOException {
    write("package.json", MANIFEST);
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());

    write("package-lock.json", LOCK.replace(":3", ":1"));
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());

    write("package-lock.json", LOCK);
    write("npm-shrinkwrap.json", "{}");
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
  }

  @Test
  void aLinkAndAFileThatIsCompiledAreNotTrusted() throws IOException {
    write("package.json", MANIFEST);
    write("package-lock.json", LOCK);
    write("binding.gyp", "{}");
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
    Files.delete(folder.resolve("binding.gyp"));
    Files.createSymbolicLink(folder.resolve(".npmrc"), Path.of("/etc/hostname"));
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
    Files.delete(folder.resolve(".npmrc"));
    Files.delete(folder.resolve("package.json"));
    Files.createSymbolicLink(folder.resolve("package.json"), Path.of("package-lock.json"));
    assertThat(Installation.of(AgentRuntime.NODE, folder)).isEqualTo(new Installation.Open());
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content.replace('\'', '"'));
  }
}
