package network.mandala.operator.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import network.mandala.crds.agent.Runtime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource(
      value = Runtime.class,
      names = {"NODE", "PYTHON"})
  void nothingIsDoneForAnImageThatIsThere(Runtime runtime) throws Exception {
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("requirements.txt", "flask");
    program("npm", "echo started");
    program("python3", "echo started");
    Files.writeString(Files.createDirectory(folder.resolve("result")).resolve("image"), "{}");

    var run = run(runtime, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("has made the image already").doesNotContain("started");
  }

  @Test
  void noScriptsRunWhereTheResultIsKeptForOtherBuilds() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("package-lock.json", "{}");
    program("npm", "echo \"npm $@\"");
    assertThat(run(Runtime.NODE, Map.of()).output()).doesNotContain("--ignore-scripts");
    again();
    Files.writeString(Files.createDirectory(folder.resolve("result")).resolve("dependencies"), "");

    assertThat(run(Runtime.NODE, Map.of()).output()).contains("npm ci --omit=dev --ignore-scripts");
  }

  @Test
  void onlyReadyMadePackagesAreInstalledWhereTheResultIsKept() throws Exception {
    source("requirements.txt", "flask==3 --hash=sha256:0\n");
    source("pip.py", "raise SystemExit('code of the tenant')");
    Files.writeString(work.resolve("seal"), "");
    Files.writeString(Files.createDirectory(folder.resolve("result")).resolve("dependencies"), "");
    program("python3", "echo \"python3 $@\"");

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsOnlyOnce("python3")
        .contains("python3 -I -m pip install", "--no-cache-dir", "--require-hashes")
        .contains("--only-binary :all:", "-r requirements.txt");
    assertThat(work.resolve("seal")).exists();
  }

  @Test
  void packagesThatRunCodeAreInstalledAfterTheSealIsBroken() throws Exception {
    source("requirements.txt", "flask==3 --hash=sha256:0\n");
    Files.writeString(work.resolve("seal"), "");
    Files.writeString(Files.createDirectory(folder.resolve("result")).resolve("dependencies"), "");
    program(
        "python3",
        "case $1 in -I) echo 'No matching distribution found'; exit 1 ;; *) ls %s ;; esac"
            .formatted(work));

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsSubsequence("No matching distribution", "Not all of that is ready-made", "source")
        .doesNotContain("seal");
  }

  @Test
  void aFaultOfTheNetworkBreaksNoSeal() throws Exception {
    source("requirements.txt", "flask==3 --hash=sha256:0\n");
    Files.writeString(work.resolve("seal"), "");
    Files.writeString(Files.createDirectory(folder.resolve("result")).resolve("dependencies"), "");
    program("python3", "echo \"python3 $1: Connection refused\"; exit 1");

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).isEqualTo(75);
    assertThat(run.output()).contains("python3 -I").doesNotContain("python3 -m");
    assertThat(work.resolve("seal")).exists();
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
  void aBuildScriptRunsWithEverythingAndLeavesWhatTheProgramNeeds() throws Exception {
    assumeNode();
    source(
        "package.json",
        """
        {"dependencies": {"ms": "2"}, "devDependencies": {"tsc": "5"}, "scripts": {"build": "tsc"}}
        """);
    source("package-lock.json", "{}");
    source("src/index.ts", "");
    source("node_modules/stale/index.js", "");
    program(
        "npm",
        """
        echo "npm $1 $2"
        case $1 in
          ci) mkdir -p node_modules/ms node_modules/tsc node_modules/.cache; touch node_modules/ms/a.js node_modules/tsc/b.js ;;
          run) test -f node_modules/tsc/b.js && mkdir dist && echo built > dist/index.js ;;
          prune) rm -rf node_modules/tsc ;;
        esac
        """);

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsSubsequence("npm ci --include=dev", "npm run build", "npm prune --omit=dev");
    assertThat(work.resolve("dependencies/node_modules/ms/a.js")).exists();
    assertThat(work.resolve("dependencies/node_modules/tsc")).doesNotExist();
    assertThat(work.resolve("dependencies/node_modules/.cache")).doesNotExist();
    assertThat(work.resolve("source/dist/index.js")).hasContent("built");
    assertThat(work.resolve("source/src/index.ts")).exists();
    assertThat(work.resolve("source/node_modules")).doesNotExist();
  }

  @Test
  void aBuildScriptNeedsNoDependencies() throws Exception {
    assumeNode();
    source("package.json", "{\"scripts\": {\"build\": \"true\"}}");
    program("npm", "echo \"npm $1\"; echo made >made.js");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("npm run").doesNotContain("npm install", "npm prune");
    assertThat(work.resolve("source/made.js")).exists();
  }

  @Test
  void aBuildScriptThatFailsIsForTheTenantToCorrect() throws Exception {
    assumeNode();
    source("package.json", "{\"scripts\": {\"build\": \"tsc\"}}");
    program("npm", "echo 'index.ts(1,1): error TS2304'; exit 3");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output())
        .contains(
            "error TS2304",
            "The build script of package.json (npm run build) failed with exit code 3.");
  }

  @Test
  void otherLockFilesAreNamed() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("pnpm-lock.yaml", "");
    program("npm", "true");

    assertThat(run(Runtime.NODE, Map.of()).output())
        .contains("pnpm-lock.yaml is not read", "npm install --package-lock-only");
  }

  @Test
  void aPackageThatHasToBeCompiledIsExplained() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"sqlite3\": \"5\"}}");
    program("npm", "echo 'npm error gyp ERR! not ok'; exit 1");

    var run = run(Runtime.NODE, Map.of());

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output()).contains("the base image has no compiler");
  }

  @Test
  void ownSettingsOfNpmTakeThePlaceOfTheNodesMirror() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    program("npm", "echo \"registry: ${npm_config_registry:-theirs}\"");
    var scoped = Files.writeString(folder.resolve("scoped"), "@acme:registry=https://a.example/\n");
    var whole = Files.writeString(folder.resolve("whole"), "registry = https://a.example/\n");
    var mirror = Map.of("npm_config_registry", "http://mirror/");

    assertThat(run(Runtime.NODE, with(mirror, "NPM_CONFIG_USERCONFIG", scoped.toString())).output())
        .contains("registry: http://mirror/");
    again();
    assertThat(run(Runtime.NODE, with(mirror, "NPM_CONFIG_USERCONFIG", whole.toString())).output())
        .contains("registry: theirs");
  }

  @Test
  void settingsThatAreNotThereAreWaitedFor() throws Exception {
    assumeNode();
    source("package.json", "{\"dependencies\": {\"ms\": \"2\"}}");
    source("requirements.txt", "flask\n");
    program("npm", "echo started");
    program("python3", "echo started");

    var npm = run(Runtime.NODE, Map.of("NPM_CONFIG_USERCONFIG", "/nowhere/settings"));
    var pip = run(Runtime.PYTHON, Map.of("PIP_CONFIG_FILE", "/nowhere/settings"));

    assertThat(npm.exitCode()).isEqualTo(75);
    assertThat(npm.output())
        .contains("The Secret that spec.build.npmrc names")
        .doesNotContain("started");
    assertThat(pip.exitCode()).isEqualTo(75);
    assertThat(pip.output()).contains("spec.build.pipConf");
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
  void dependenciesOfAProjectAreInstalledApartFromTheProjectItself() throws Exception {
    source(
        "pyproject.toml",
        """
        [build-system]
        requires = ["setuptools"]
        [project]
        name = "hello"
        dependencies = ["flask==3", "rich"]
        """);
    played();

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .containsSubsequence(
            "--target " + work.resolve("dependencies") + " -r " + work.resolve("tmp/wanted.txt"),
            "--target " + work.resolve("source/.mandala-site") + " --no-deps");
    assertThat(work.resolve("tmp/wanted.txt")).hasContent("flask==3\nrich\n");
  }

  @Test
  void aProjectThatIsNoPackageIsNotInstalled() throws Exception {
    source("pyproject.toml", "[project]\nname = \"hello\"\ndependencies = [\"rich\"]\n");
    played();

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output()).contains("-r " + work.resolve("tmp/wanted.txt"));
    assertThat(run.output()).doesNotContain(".mandala-site");
  }

  @Test
  void aProjectThatOnlyItsOwnBuilderUnderstandsIsInstalledAsAWhole() throws Exception {
    source(
        "pyproject.toml",
        "[tool.poetry.dependencies]\nrich = \"*\"\n[build-system]\nrequires = [\"poetry-core\"]\n");
    played();

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).as(run.output()).isZero();
    assertThat(run.output())
        .contains("--target " + work.resolve("dependencies") + " " + work.resolve("tmp/project"));
  }

  @Test
  void aPyprojectThatIsNoTomlIsTold() throws Exception {
    source("pyproject.toml", "[project\n");
    played();

    var run = run(Runtime.PYTHON, Map.of());

    assertThat(run.exitCode()).isEqualTo(BuildJob.CHANGE_THE_SOURCE);
    assertThat(run.output()).contains("pyproject.toml is not valid TOML");
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

  /** The real Python for everything but pip, which only says what it was asked for. */
  private void played() throws Exception {
    var probe = new ProcessBuilder("/bin/sh", "-c", "python3 -c 'import tomllib'").start();
    assumeTrue(probe.waitFor() == 0, "there is no python3 with tomllib on the PATH");
    program(
        "python3",
        "if [ \"$1\" = -m ]; then echo \"$@\"; else PATH=${PATH#*:} exec python3 \"$@\"; fi");
  }

  private static Map<String, String> with(Map<String, String> map, String name, String value) {
    var all = new HashMap<>(map);
    all.put(name, value);
    return all;
  }

  private void again() throws IOException {
    try (var files = Files.walk(work.resolve("tmp"))) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private void program(String name, String script) throws IOException {
    var file = programs.resolve(name);
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private Run run(Runtime runtime, Map<String, String> variables) throws Exception {
    var script =
        DependencyScript.of(runtime)
            .replace("/work/", work + "/")
            .replace("result=/result", "result=" + folder.resolve("result"));
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
