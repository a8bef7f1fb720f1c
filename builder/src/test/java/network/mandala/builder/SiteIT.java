package network.mandala.builder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import network.mandala.builder.registry.LocalRegistry;
import network.mandala.builder.registry.Reference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class SiteIT {
  @RegisterExtension static final LocalRegistry REGISTRY = LocalRegistry.withTokens();

  @TempDir static Path shared;
  @TempDir Path folder;

  @BeforeAll
  static void pushBase() throws Exception {
    BuildRun.pushBase(REGISTRY, shared);
  }

  @Test
  void makesAnImageOfAFolderAndTakesItOutOfTheProgram() throws IOException {
    var build = build("one");
    build.write("source/index.js", "of the program itself");
    build.write("source/web/public/index.html", "<h1>hi</h1>");
    build.write("source/web/public/js/app.js", "run()");

    var image = image(build, "web/public");

    assertThat(image.file("/etc/base-file").content()).isEqualTo("of the base");
    assertThat(image.file("/srv/www/index.html").content()).isEqualTo("<h1>hi</h1>");
    assertThat(image.file("/srv/www/js/app.js").content()).isEqualTo("run()");
    assertThat(image.file("/etc/mandala/nginx.conf").content())
        .contains("root /srv/www;", "listen 8080;");
    assertThat(image.file("/etc/mandala/mime.types").content()).contains("text/html");
    assertThat(image.file("/etc/mandala/missing.conf").content()).contains("/index.html;");
    assertThat(image.layers().stream().flatMap(List::stream))
        .noneMatch(file -> file.content().contains("of the program itself"));
    assertThat(image.config().path("User").asText()).isEqualTo("65532:65532");
    assertThat(image.config().path("Entrypoint"))
        .map(node -> node.asText())
        .containsExactly("/usr/sbin/nginx", "-c", "/etc/mandala/nginx.conf", "-e", "stderr");
    assertThat(build.work.resolve("source/web/public")).doesNotExist();
    assertThat(build.work.resolve("source/index.js")).exists();
  }

  @Test
  void showsTheSitesOwnPageForWhatIsMissing() throws IOException {
    var build = build("missing");
    build.write("source/site/404.html", "lost");

    assertThat(image(build, "site").file("/etc/mandala/missing.conf").content())
        .contains("error_page 404 /404.html;");
  }

  @Test
  void givesTheSameDigestForTheSameFilesAndAnotherTimeForOtherContent() throws IOException {
    var first = build("first");
    var second = build("second");
    var third = build("third");
    for (var build : List.of(first, second)) {
      build.write("source/site/b.html", "b");
      build.write("source/site/a.html", "same length 1");
    }
    third.write("source/site/a.html", "same length 2");

    var of1 = image(first, "site");
    image(second, "site");
    var of3 = image(third, "site");

    assertThat(second.outcome().path("digest")).isEqualTo(first.outcome().path("digest"));
    assertThat(of1.file("/srv/www/a.html").seconds())
        .isGreaterThan(1_000_000_000)
        .isNotEqualTo(of3.file("/srv/www/a.html").seconds());
  }

  @Test
  void makesNothingPublicThatLiesBesideTheFolder() throws IOException {
    var build = build("links");
    build.write("source/secret.txt", "secret");
    build.write("source/site/index.html", "");
    Path link = build.work.resolve("source/site/page.txt");
    Files.createSymbolicLink(link, Path.of("../secret.txt"));
    assertRefused(
        build,
        "site",
        "The folder \"site\" (spec.frontend.directory) has a link that leads out of it, page.txt: replace it by a copy of what it"
            + " points to.");

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("/etc/passwd"));
    assertRefused(build, "site", "has a link that leads out of it, page.txt");

    Files.delete(link);
    Files.createSymbolicLink(link, Path.of("index.html"));
    assertThat(image(build, "site").file("/srv/www/page.txt").content()).isEmpty();
  }

  @Test
  void refusesWhatIsNoFolderOfTheSource() throws IOException {
    var build = build("none");
    build.write("source/file", "");
    Path outside = Files.createDirectories(folder.resolve("outside"));
    Files.createSymbolicLink(build.work.resolve("source/out"), outside);
    Files.createSymbolicLink(build.work.resolve("source/all"), Path.of("."));

    assertRefused(build, "gone", "(spec.frontend.directory) is not in the source");
    assertRefused(build, "../outside", "is not in the source");
    assertRefused(build, "", "is not in the source");
    assertRefused(build, "file", "is a file: name the folder that it lies in.");
    assertRefused(build, "out", "is a link that leads out of the source, or to all of it");
    assertRefused(build, "all", "is a link that leads out of the source, or to all of it");
  }

  private BuildRun build(String name) throws IOException {
    return new BuildRun(REGISTRY, folder.resolve(name), "node", "demo/hello/frontend:k1");
  }

  private ReadImage image(BuildRun build, String site) throws IOException {
    build.environment.put("MANDALA_SITE", site);
    assertThat(build.run("site")).as(build.output()).isZero();
    return ReadImage.of(REGISTRY, Reference.parse(build.outcome().path("image").asText()), folder);
  }

  private static void assertRefused(BuildRun build, String site, String words) throws IOException {
    build.environment.put("MANDALA_SITE", site);

    assertThat(build.run("site")).as(build.output()).isEqualTo(2);

    assertThat(build.outcome().path("reason").asText()).isEqualTo("SourceInvalid");
    assertThat(build.outcome().path("message").asText()).contains(words);
  }
}
