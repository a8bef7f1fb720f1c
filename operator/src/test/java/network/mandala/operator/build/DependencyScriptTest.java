package network.mandala.operator.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.mandala.crds.agent.Runtime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts as a shell runs them, with a played npm and pip. */
class DependencyScriptTest {

  @TempDir private Path folder;
  private Path work;
  private Path programs;

  private record Run(int exitCode, String output) {}

  @BeforeEach
  void folders() throws IOException {
    work = Files.createDirectories(folder.resolve("work"));
    Files.createDirectories(work.resolve("source"));
    programs = Files.createDirectories(folder.resolve("programs"));
  }

  @Test
  void nodeWithoutDependenciesDoesNotStartNpm() throws Exception {
    assumeNode();
    source("package.json", "{\"name\": \"hello\", \"dependencies\": {}}");
    program("npm", "echo started; exit 1");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("nothing to install").doesNotContain("started");
  }

  @Test
  void nodeWithoutPackageJsonIsFine() throws Exception {
    assertThat(run(Runtime.NODE, Map.of()).exitCode()).isZero();
  }

  @Test
  void dependenciesAreInstalledBesideTheSource() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("node_modules/stale/index.js", "");
    program("npm", "echo \"npm $1\"; mkdir -p node_modules/ms; touch node_modules/ms/index.js");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("npm install");
    assertThat(work.resolve("dependencies/node_modules/ms/index.js")).exists();
    assertThat(work.resolve("dependencies/node_modules/stale")).doesNotExist();
    assertThat(work.resolve("source/node_modules/ms")).doesNotExist();
  }

  @Test
  void aLockFileIsKept() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("package-lock.json", "{}");
    program("npm", "echo \"npm $1\"");

    assertThat(run(Runtime.NODE, Map.of()).output()).contains("npm ci");
  }

  @Test
  void aFaultOfTheTenantIsTwo() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"left-pad2\": \"2\"}}");
    program("npm", "echo 'npm error code E404' >&2; exit 1");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output()).contains("E404");
  }

  @Test
  void aFaultOfTheNetworkIsToBeTriedAgain() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    program("npm", "echo 'npm error errno ETIMEDOUT'; exit 1");

    assertThat(run(Runtime.NODE, Map.of()).exitCode()).isEqualTo(75);
  }

  @Test
  void aPackageJsonThatIsNoJsonIsTold() throws Exception {
    assumeNode();
    source("package.json", "{dependencies");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output()).contains("package.json is not valid JSON");
  }

  @Test
  void aFolderOfTheArtifactBecomesTheSource() throws Exception {
    source("packages/hello/index.js", "");
    source("packages/other/index.js", "");

    var run = run(Runtime.NODE, Map.of("MANDALA_DIRECTORY", "packages/hello"));

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(work.resolve("source/index.js")).exists();
    assertThat(work.resolve("source/packages")).doesNotExist();
  }

  @Test
  void aFolderThatIsNotThereIsTold() throws Exception {
    var run = run(Runtime.PYTHON, Map.of("MANDALA_DIRECTORY", "nowhere"));

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output()).contains("nowhere (spec.build.directory) is not in the source");
  }

  @Test
  void pythonWithoutRequirementsDoesNotStartPip() throws Exception {
    source("requirements.txt", "# none\n\n");
    program("python3", "exit 1");

    assertThat(run(Runtime.PYTHON, Map.of()).exitCode()).isZero();
  }

  @Test
  void requirementsAreInstalledIntoAFolderOfTheirOwn() throws Exception {
    source("requirements.txt", "flask==3\n");
    program("python3", "echo \"$@\"");

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains(
            "-m pip install", "--target " + work.resolve("dependencies"), "-r requirements.txt");
  }

  @Test
  void pipTellsWhoHasToAct() throws Exception {
    source("requirements.txt", "flask==99\n");
    program("python3", "echo 'ERROR: No matching distribution found'; exit 1");
    assertThat(run(Runtime.PYTHON, Map.of()).exitCode()).isEqualTo(2);

    program("python3", "echo 'Temporary failure in name resolution'; exit 1");
    assertThat(run(Runtime.PYTHON, Map.of()).exitCode()).isEqualTo(75);
  }

  private void source(String name, String text) throws IOException {
    var file = work.resolve("source").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private void program(String name, String script) throws IOException {
    var file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Run run(Runtime runtime, Map<String, String> variables) throws Exception {
    var script = DependencyScript.of(runtime).replace("/work/", work + "/");
    var builder = new ProcessBuilder("/bin/sh", "-c", script).redirectErrorStream(true);
    builder.environment().putAll(variables);
    builder.environment().put("PATH", programs + ":" + System.getenv("PATH"));
    var process = builder.start();
    var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return new Run(process.exitValue(), output);
  }

  private static void assumeNode() throws Exception {
    var probe = new ProcessBuilder("/bin/sh", "-c", "command -v node").start();
    assumeTrue(probe.waitFor() == 0, "node is not on the PATH");
  }
}
