package network.mandala.cli.install;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import network.mandala.cli.console.Failure;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.process.Program;
import network.mandala.cli.process.ProgramRunner;

/**
 * The images of our own processes, built from this checkout; named after a hash of what they are
 * made of, so that an unchanged one is not built, imported or rolled out again.
 */
record OwnImages(Image operator, Image builder, Image activator) {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /** One image: its reference, and the file that holds it. */
  record Image(String name, String reference, Path archive) {}

  static OwnImages build(Checkout checkout, ProgramRunner runner) {
    var script =
        Program.of(
            "building our images",
            checkout.root(),
            TIMEOUT,
            "bash",
            checkout.root().resolve("images/build.sh").toString());
    return parse(runner.lines(script));
  }

  /** Each line is a name, a reference and a file. */
  static OwnImages parse(List<String> lines) {
    List<Image> images =
        lines.stream()
            .map(line -> line.split(" ", 3))
            .filter(words -> words.length == 3)
            .map(words -> new Image(words[0], words[1], Path.of(words[2])))
            .toList();
    return new OwnImages(
        named(images, "operator"), named(images, "builder"), named(images, "activator"));
  }

  private static Image named(List<Image> images, String name) {
    return images.stream()
        .filter(image -> image.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new Failure("images/build.sh did not build the image " + name));
  }

  List<Path> archives() {
    return Stream.of(operator, builder, activator).map(Image::archive).toList();
  }

  List<String> references() {
    return Stream.of(operator, builder, activator).map(Image::reference).toList();
  }
}
