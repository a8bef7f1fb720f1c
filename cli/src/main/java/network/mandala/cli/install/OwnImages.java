package network.mandala.cli.install;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import network.mandala.cli.console.Failure;
import network.mandala.cli.process.Checkout;
import network.mandala.cli.process.Program;
import network.mandala.cli.process.ProgramRunner;

/**
 * The images of our own processes, built from this checkout; named after a hash of what they are
 * made of, so that an unchanged one is not built, imported or rolled out again.
 */
record OwnImages(List<Image> images) {
  private static final Duration TIMEOUT = Duration.ofMinutes(15);

  /** Without these there is nothing to install. */
  private static final List<String> NEEDED =
      List.of("operator", "builder", "activator", "billing", "bridge", "gateway");

  /**
   * One image.
   *
   * @param name of the chart's value images.NAME
   * @param archive the file that holds it
   */
  record Image(String name, String reference, Path archive) {}

  OwnImages {
    images = List.copyOf(images);
  }

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
    for (String name : NEEDED) {
      if (images.stream().noneMatch(image -> image.name().equals(name))) {
        throw new Failure("images/build.sh did not build the image " + name);
      }
    }
    return new OwnImages(images);
  }

  List<Path> archives() {
    return images.stream().map(Image::archive).toList();
  }

  List<String> references() {
    return images.stream().map(Image::reference).toList();
  }

  /** As the chart's values name them. */
  Map<String, String> values() {
    var values = new TreeMap<String, String>();
    images.forEach(image -> values.put(image.name(), image.reference()));
    return values;
  }
}
