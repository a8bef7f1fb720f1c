package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dependencies that have not changed are neither installed nor moved again. */
class KeptDependenciesIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  private static final String LOCK =
      "{\"lockfileVersion\":3,\"packages\":{\"node_modules/ms\":{\"integrity\":\"sha512-%s\"}}}";

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void theFirstStepMakesTheImageWhenABuildBeforeHasInstalledTheSame() throws IOException {
    var first = fetched("first", "demo/one:k1", "one", "1");
    assertThat(first.work.resolve("../result/image")).doesNotExist();
    installed(first);
    assertThat(first.run("assemble")).as(first.output()).isZero();
    var installedImage = first.outcome().path("image").asText();

    var second = fetched("second", "demo/one:k2", "one", "2");
    assertThat(second.output()).contains("Dependencies of an earlier build: 1 packages");
    var image = ReadImage.of(REGISTRY, Reference.parse(image(second)), folder);
    assertThat(image.layers()).hasSize(3);
    assertThat(image.file("/etc/base-file").content()).isEqualTo("of the base");
    assertThat(image.file("/app/node_modules/ms/index.js").content()).isEqualTo("ms()");
    assertThat(image.file("/app/index.js").content()).isEqualTo("2");
    assertThat(image.config().path("Env"))
        .map(node -> node.asText())
        .contains("FROM_BASE=yes", "NODE_ENV=production");

    // The last step says what the first has made, and makes nothing.
    var made = second.outcome();
    int before = REGISTRY.requestCount();
    assertThat(second.run("assemble")).as(second.output()).isZero();
    assertThat(second.outcome()).isEqualTo(made);
    assertThat(REGISTRY.requestsSince(before)).isEmpty();

    var again = fetched("again", "demo/two:k1", "one", "1");
    assertThat(digestOf(image(again)))
        .as("made from kept dependencies, as when they were installed")
        .isEqualTo(digestOf(installedImage));
  }

  @Test
  void theBillOfMaterialsNamesWhatIsKept() throws IOException {
    var first = fetched("first", "demo/sbom:k1", "sbom", "1");
    installed(first);
    assertThat(first.run("assemble")).as(first.output()).isZero();
    assertThat(first.output()).contains("Attached its SBOM (1 packages)");
    int before = REGISTRY.requestCount();

    var second = fetched("second", "demo/sbom:k2", "sbom", "1");

    assertThat(digestOf(image(second))).isEqualTo(first.outcome().path("digest").asText());
    assertThat(second.output()).contains("Attached its SBOM (1 packages) and provenance");
    assertThat(REGISTRY.requestsSince(before))
        .as("the same documents")
        .noneMatch(asked -> asked.matches("(PUT|PATCH) /v2/demo/sbom/blobs/.*"));
  }

  @Test
  void anotherLockFileBaseOrInstallerIsInstalledAnew() throws IOException {
    var first = fetched("first", "demo/other:k1", "other", "1");
    installed(first);
    assertThat(first.run("assemble")).as(first.output()).isZero();

    assertThat(hasMade(fetched("lock", "demo/other:k2", "changed", "1"))).isFalse();
    var installer = build("installer", "demo/other:k3", "other", "1");
    installer.environment.put("MANDALA_INSTALLER", "another");
    assertThat(installer.run("fetch")).as(installer.output()).isZero();
    assertThat(hasMade(installer)).isFalse();
    assertThat(hasMade(fetched("same", "demo/other:k4", "other", "1"))).isTrue();
  }

  @Test
  void anotherProjectFindsNothing() throws IOException {
    var first = fetched("first", "demo/mine:k1", "mine", "1");
    installed(first);
    assertThat(first.run("assemble")).as(first.output()).isZero();

    var other = build("other", "other/mine:k1", "mine", "1");
    other.environment.put("MANDALA_CACHE", REGISTRY.reference("other/build_cache:node").toString());
    assertThat(other.run("fetch")).as(other.output()).isZero();

    assertThat(hasMade(other)).isFalse();
  }

  @Test
  void scriptsThatRanMeanwhileCannotNameTheKey() throws IOException {
    var open = build("open", "demo/open:k1", "open", "1");
    Path program = folder.resolve("open-program");
    Files.writeString(
        program.resolve("package.json"),
        "{\"dependencies\":{\"ms\":\"2\"},\"scripts\":{\"postinstall\":\"evil\"}}");
    open.pushSource(REGISTRY, program);
    assertThat(open.run("fetch")).as(open.output()).isZero();
    installed(open);
    // The script makes the source look as if no script had run.
    open.write("source/package.json", "{\"dependencies\":{\"ms\":\"2\"}}");
    open.write("dependencies/node_modules/ms/index.js", "evil()");
    assertThat(open.run("assemble")).as(open.output()).isZero();

    assertThat(hasMade(fetched("victim", "demo/victim:k1", "open", "1"))).isFalse();
  }

  @Test
  void codeOfPackagesThatRanMeanwhileBreaksTheSeal() throws IOException {
    var first = fetched("sealed", "demo/sealed:k1", "sealed", "1");
    installed(first);
    Files.delete(first.work.resolve("seal"));
    first.write("seal", "0".repeat(32)); // by the code of a package
    assertThat(first.run("assemble")).as(first.output()).isZero();

    assertThat(hasMade(fetched("next", "demo/sealed:k2", "sealed", "1"))).isFalse();
  }

  @Test
  void requirementsWithChecksumsAreNotInstalledAgain() throws IOException {
    var first = python("py-first", "demo/pinned:k1", "1");
    assertThat(first.run("fetch")).as(first.output()).isZero();
    assertThat(hasMade(first)).isFalse();
    first.write("dependencies/rich/__init__.py", "rich");
    first.write("dependencies/rich-13.dist-info/METADATA", "Name: rich\nVersion: 13\n\n");
    assertThat(first.run("assemble")).as(first.output()).isZero();
    assertThat(first.output()).contains("Attached its SBOM (1 packages)");

    var second = python("py-second", "demo/pinned:k2", "2");
    assertThat(second.run("fetch")).as(second.output()).isZero();
    var image = ReadImage.of(REGISTRY, Reference.parse(image(second)), folder);
    assertThat(image.file("/deps/rich/__init__.py").content()).isEqualTo("rich");
    assertThat(image.file("/app/main.py").content()).isEqualTo("2");
    assertThat(image.config().path("Env"))
        .map(node -> node.asText())
        .contains("PYTHONPATH=/deps", "PYTHONUNBUFFERED=1");

    var again = python("py-again", "demo/pinned-again:k1", "1");
    assertThat(again.run("fetch")).as(again.output()).isZero();
    assertThat(digestOf(image(again))).isEqualTo(first.outcome().path("digest").asText());
    assertThat(again.output()).contains("Attached its SBOM (1 packages)");
  }

  @Test
  void theFirstStepMakesTheImageOfTheSiteAsWell() throws IOException {
    var first = withSite("site-first", "demo/sited:k1", "1");
    assertThat(first.run("fetch")).as(first.output()).isZero();
    assertThat(hasMade(first)).isFalse();
    var site = new BuildRun(REGISTRY, folder.resolve("site-first"), "node", "demo/sited/site:k1");
    site.environment.put("MANDALA_SITE", "web");
    assertThat(site.run("site")).as(site.output()).isZero();
    var madeByItsOwnStep = site.outcome().path("digest").asText();
    installed(first);
    assertThat(first.run("assemble")).as(first.output()).isZero();
    var installedImage = first.outcome();
    assertThat(installedImage.has("site")).isFalse();

    var second = withSite("site-second", "demo/sited-again:k1", "1");
    assertThat(second.run("fetch")).as(second.output()).isZero();
    var made = second.outcome();
    assertThat(digestOf(made.path("image").asText()))
        .isEqualTo(installedImage.path("digest").asText());
    assertThat(digestOf(made.path("site").asText())).isEqualTo(madeByItsOwnStep);
    assertThat(made.path("site").asText()).contains("demo/sited-again/site@");

    // The step of its own has nothing to do, and the last says both.
    site.environment.put("MANDALA_WORK", second.work.toString());
    site.environment.put("MANDALA_RESULT", second.environment.get("MANDALA_RESULT"));
    int before = REGISTRY.requestCount();
    assertThat(site.run("site")).as(site.output()).isZero();
    assertThat(second.run("assemble")).as(second.output()).isZero();
    assertThat(second.outcome()).isEqualTo(made);
    assertThat(REGISTRY.requestsSince(before)).isEmpty();
  }

  @Test
  void aProgramInTheFolderOfTheSiteIsLeftToTheOrdinaryWay() throws IOException {
    var build = withSite("inside", "demo/inside:k1", "1");
    build.environment.put("MANDALA_DIRECTORY", "web");

    assertThat(build.run("fetch")).as(build.output()).isZero();

    assertThat(hasMade(build)).isFalse();
    assertThat(build.work.resolve("source/web")).exists();
  }

  @Test
  void aProgramInAFolderWithoutDependenciesIsMadeAtOnce() throws IOException {
    Path program = Files.createDirectories(folder.resolve("program/inner"));
    Files.writeString(program.resolve("main.py"), "print('hi')");
    Files.writeString(folder.resolve("program/beside.txt"), "not in the image");
    var build = new BuildRun(REGISTRY, folder.resolve("python"), "python", "demo/py:k1");
    keeping(build, "python");
    build.environment.put("MANDALA_DIRECTORY", "inner");
    build.pushSource(REGISTRY, folder.resolve("program"));

    assertThat(build.run("fetch")).as(build.output()).isZero();

    var image = ReadImage.of(REGISTRY, Reference.parse(image(build)), folder);
    assertThat(image.layers()).hasSize(2);
    assertThat(image.layers().getLast())
        .map(ReadImage.File::path)
        .contains("/app/main.py")
        .noneMatch(path -> path.contains("beside"));
  }

  @Test
  void aFolderThatIsALinkIsLeftToTheOrdinaryWay() throws IOException {
    Path program = Files.createDirectories(folder.resolve("linked/inner"));
    Files.writeString(program.resolve("index.js"), "");
    Files.createSymbolicLink(folder.resolve("linked/outer"), Path.of("inner"));
    var build = new BuildRun(REGISTRY, folder.resolve("node"), "node", "demo/linked:k1");
    keeping(build, "node");
    build.environment.put("MANDALA_DIRECTORY", "outer");
    build.pushSource(REGISTRY, folder.resolve("linked"));

    assertThat(build.run("fetch")).as(build.output()).isZero();

    assertThat(hasMade(build)).isFalse();
  }

  private BuildRun fetched(String name, String target, String lock, String program)
      throws IOException {
    var build = build(name, target, lock, program);
    assertThat(build.run("fetch")).as(build.output()).isZero();
    return build;
  }

  private BuildRun python(String name, String target, String text) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name + "-program"));
    Files.writeString(program.resolve("main.py"), text);
    Files.writeString(
        program.resolve("requirements.txt"), "rich==13 --hash=sha256:" + "a".repeat(64));
    var build = new BuildRun(REGISTRY, folder.resolve(name), "python", target);
    keeping(build, name);
    build.pushSource(REGISTRY, program);
    return build;
  }

  /** A program with a site beside it, in the folder {@code web}. */
  private BuildRun withSite(String name, String target, String text) throws IOException {
    Path web = Files.createDirectories(folder.resolve(name + "-program/web"));
    Files.writeString(web.resolve("index.html"), "<h1>hi</h1>");
    Files.writeString(web.resolve("index.js"), "inside");
    var build = build(name, target, "site", text);
    build.environment.put("MANDALA_SITE_DIRECTORY", "web");
    build.environment.put(
        "MANDALA_SITE_BASE_IMAGE", REGISTRY.reference("mandala/base:1").toString());
    build.environment.put(
        "MANDALA_SITE_TARGET_IMAGE", REGISTRY.reference(target.replace(":", "/site:")).toString());
    return build;
  }

  private BuildRun build(String name, String target, String lock, String text) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name + "-program"));
    Files.writeString(program.resolve("index.js"), text);
    Files.writeString(program.resolve("package.json"), "{\"dependencies\":{\"ms\":\"2\"}}");
    Files.writeString(program.resolve("package-lock.json"), LOCK.formatted(lock));
    var build = new BuildRun(REGISTRY, folder.resolve(name), "node", target);
    keeping(build, name);
    build.pushSource(REGISTRY, program);
    return build;
  }

  private void keeping(BuildRun build, String name) throws IOException {
    build.environment.put("MANDALA_CACHE", REGISTRY.reference("demo/build_cache:node").toString());
    build.environment.put("MANDALA_CACHE_BYTES", "1000000");
    build.environment.put("MANDALA_INSTALLER", "npm");
    build.environment.put(
        "MANDALA_RESULT",
        Files.createDirectories(folder.resolve(name).resolve("result")).toString());
  }

  private static void installed(BuildRun build) throws IOException {
    build.write("dependencies/node_modules/ms/index.js", "ms()");
    build.write(
        "dependencies/node_modules/ms/package.json", "{\"name\":\"ms\",\"version\":\"2.1.3\"}");
  }

  private static boolean hasMade(BuildRun build) {
    return Files.exists(Path.of(build.environment.get("MANDALA_RESULT")).resolve("image"));
  }

  private static String image(BuildRun build) throws IOException {
    assertThat(hasMade(build)).as(build.output()).isTrue();
    return build.outcome().path("image").asText();
  }

  private static String digestOf(String image) {
    return image.substring(image.indexOf('@') + 1);
  }
}
