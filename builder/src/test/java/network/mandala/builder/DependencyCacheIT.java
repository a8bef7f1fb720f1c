package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import network.mandala.builder.registry.LocalRegistry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class DependencyCacheIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void theNextBuildOfTheProjectFindsWhatThisOneDownloaded() throws IOException {
    var first = fetched("first", "demo/build_cache:node");
    assertThat(first.work.resolve("cache")).isEmptyDirectory();
    first.write("cache/npm/_cacache/content-v2/sha512/aa/bb/cc", "a package");
    first.write("cache/npm/_cacache/tmp/half", "half");
    first.write("cache/npm/_logs/debug.log", "who knows");
    first.write("cache/elsewhere/file", "nobody's");
    assertThat(first.run("assemble")).as(first.output()).isZero();
    assertThat(first.output()).contains("Stored the cache of dependencies");

    var second = fetched("second", "demo/build_cache:node");
    assertThat(second.output()).contains("Cache of dependencies: 1 files");
    assertThat(second.work.resolve("cache/npm/_cacache/content-v2/sha512/aa/bb/cc"))
        .hasContent("a package");
    assertThat(second.work.resolve("cache/npm/_cacache/tmp")).doesNotExist();
    assertThat(second.work.resolve("cache/elsewhere")).doesNotExist();

    // Looked at again is not new.
    second.write("cache/npm/_cacache/content-v2/sha512/aa/bb/cc", "a package!");
    int before = REGISTRY.requestCount();
    assertThat(second.run("assemble")).as(second.output()).isZero();
    assertThat(second.output()).contains("The cache of dependencies has all that was needed");
    assertThat(REGISTRY.requestsSince(before)).noneMatch(asked -> asked.contains("build_cache"));
  }

  @Test
  void aCacheThatGrewTooLargeBeginsAnew() throws IOException {
    var first = fetched("first", "demo/build_cache:large");
    first.environment.put("MANDALA_CACHE_BYTES", "1000");
    first.write("cache/pip/http-v2/a", "x".repeat(900));
    assertThat(first.run("assemble")).as(first.output()).isZero();
    var second = fetched("second", "demo/build_cache:large");
    second.environment.put("MANDALA_CACHE_BYTES", "1000");
    second.write("cache/pip/http-v2/b", "y".repeat(900));
    assertThat(second.run("assemble")).as(second.output()).isZero();
    assertThat(second.output()).contains("given up: it has become larger than 1000 bytes");

    var third = fetched("third", "demo/build_cache:large");

    assertThat(third.work.resolve("cache/pip")).doesNotExist();
  }

  @Test
  void nothingIsKeptWhereTheProviderWantsNone() throws IOException {
    var build = fetched("none", "demo/build_cache:none");
    build.environment.remove("MANDALA_CACHE");
    build.write("cache/npm/a", "a");
    int before = REGISTRY.requestCount();

    assertThat(build.run("assemble")).as(build.output()).isZero();

    assertThat(REGISTRY.requestsSince(before)).noneMatch(asked -> asked.contains("build_cache"));
  }

  @Test
  void noFaultOfTheCacheFailsABuild() throws IOException {
    var build = fetched("links", "demo/build_cache:links");
    Path secret = Files.writeString(folder.resolve("secret"), "the grant");
    Files.createSymbolicLink(
        Files.createDirectories(build.work.resolve("cache/npm")).resolve("link"), secret);
    Files.createSymbolicLink(build.work.resolve("cache/.mandalaignore"), secret);
    build.write("cache/npm/new", "");

    assertThat(build.run("assemble")).as(build.output()).isZero();
    assertThat(build.output())
        .contains("The cache of dependencies is left out")
        .doesNotContain("the grant");
    assertThat(build.outcome().path("image").asText()).isNotEmpty();

    var denied = fetched("denied", "demo/build_cache:node");
    denied.environment.put(
        "MANDALA_CACHE", REGISTRY.reference("demo/hello/source:none").toString());
    assertThat(denied.run("fetch")).as(denied.output()).isZero();
  }

  private BuildRun fetched(String name, String cache) throws IOException {
    Path program = Files.createDirectories(folder.resolve(name + "-program"));
    Files.writeString(program.resolve("index.js"), "");
    var build = new BuildRun(REGISTRY, folder.resolve(name), "node", "demo/hello:" + name);
    build.environment.put("MANDALA_CACHE", REGISTRY.reference(cache).toString());
    build.environment.put("MANDALA_CACHE_BYTES", "1000000");
    build.pushSource(REGISTRY, program);
    assertThat(build.run("fetch")).as(build.output()).isZero();
    return build;
  }
}
