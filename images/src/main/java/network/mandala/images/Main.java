package network.mandala.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import network.mandala.images.training.ActivatorTraining;
import network.mandala.images.training.BuilderTraining;
import network.mandala.images.training.LedgerlessTraining;
import network.mandala.images.training.OperatorTraining;

/**
 * Builds all our images; {@code build.sh} calls it when something that goes into them has changed.
 */
public final class Main {

  private Main() {}

  /**
   * @param args the repository's folder; the base image ({@code FILE.tar!REFERENCE} or a
   *     reference); the prefix of the new references; their tag; the folder for the tar files
   */
  public static void main(String[] args) throws Exception {
    if (args.length != 5) {
      System.err.println("usage: Main REPOSITORY BASE PREFIX TAG OUTPUT");
      System.exit(2);
    }
    var repository = Path.of(args[0]);
    var output = Path.of(args[4]);
    var operator =
        Program.find(repository, "operator", "network.mandala.operator.Main", JvmFlags.WAITING);
    var builder =
        Program.find(repository, "builder", "network.mandala.builder.Main", JvmFlags.WAITING);
    var activator =
        Program.find(repository, "activator", "network.mandala.activator.Main", JvmFlags.WAITING);
    var billing =
        Program.find(repository, "billing", "network.mandala.billing.Main", JvmFlags.WAITING);
    var bridge =
        Program.find(repository, "bridge", "network.mandala.bridge.Main", JvmFlags.SERVING);
    var gateway =
        Program.find(repository, "gateway", "network.mandala.gateway.Main", JvmFlags.SERVING);
    var work = Files.createTempDirectory(output, ".images-");
    try {
      var runtime = work.resolve("runtime");
      JavaRuntime.link(runtime);
      var build = new Build(args[1], args[2], args[3], output, runtime, work);
      try (var training = new OperatorTraining(work.resolve("operator-training"))) {
        build.image(operator, training);
      }
      try (var training = new BuilderTraining(work.resolve("builder-training"))) {
        build.image(builder, training);
      }
      try (var training = new ActivatorTraining(work.resolve("activator-training"))) {
        build.image(activator, training);
      }
      try (var training = LedgerlessTraining.billing(work.resolve("billing-training"))) {
        build.image(billing, training);
      }
      try (var training = LedgerlessTraining.bridge(work.resolve("bridge-training"))) {
        build.image(bridge, training);
      }
      try (var training = LedgerlessTraining.gateway(work.resolve("gateway-training"))) {
        build.image(gateway, training);
      }
    } finally {
      delete(work);
    }
  }

  private record Build(
      String base, String prefix, String tag, Path output, Path runtime, Path work) {

    void image(Program program, Training training) throws Exception {
      var stage = Stage.create(work.resolve(program.name()).resolve("opt"), runtime, program);
      try {
        AotCache.train(stage, program, training);
      } catch (IOException e) {
        System.err.printf(
            "%s will start without a class cache, more slowly: %s%n",
            program.name(), e.getMessage());
      }
      var unfinished = work.resolve(program.name() + ".tar");
      var reference = prefix + program.name() + ":" + tag;
      ImageTar.write(BaseImage.from(base, work), stage, program, reference, unfinished, work);
      Files.move(
          unfinished,
          output.resolve("mandala-%s-%s.tar".formatted(program.name(), tag)),
          StandardCopyOption.ATOMIC_MOVE);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (var file : (Iterable<Path>) files.sorted(Comparator.reverseOrder())::iterator) {
        Files.delete(file);
      }
    }
  }
}
