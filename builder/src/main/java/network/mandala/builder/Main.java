package network.mandala.builder;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import network.mandala.builder.registry.Transport;

/**
 * The process of a build step: {@code fetch}, {@code site}, {@code assemble}, or {@code push} for a
 * Dockerfile. It says on stdout what it does, in a few lines.
 */
public final class Main {
  private final Map<String, String> environment;
  private final PrintStream out;
  private final Instant started;

  Main(Map<String, String> environment, PrintStream out, Instant started) {
    this.environment = environment;
    this.out = out;
    this.started = started;
  }

  public static void main(String[] arguments) {
    var started = Instant.now();
    var out =
        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
    int exitCode = new Main(System.getenv(), out, started).run(arguments);
    // Jib leaves threads behind that would keep the process for a minute.
    System.exit(exitCode);
  }

  int run(String... arguments) {
    int exitCode;
    Outcome outcome;
    try {
      outcome = step(arguments);
      exitCode = ExitCode.OK;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      outcome =
          new Outcome.Failed(Reason.REGISTRY_UNAVAILABLE.word(), "The build was interrupted.");
      exitCode = ExitCode.TRY_AGAIN;
    } catch (IOException | RuntimeException e) {
      var failed = Faults.classify(e);
      outcome = new Outcome.Failed(failed.reason().word(), failed.getMessage());
      exitCode = failed.reason().exitCode();
      explain(failed);
    }
    return leave(outcome, exitCode);
  }

  private Outcome step(String... arguments) throws IOException, InterruptedException {
    String step = arguments.length == 1 ? arguments[0] : "";
    var settings = Settings.of(environment);
    Folders.delete(settings.temporaryFolder());
    Files.createDirectories(settings.temporaryFolder());
    if (settings.transport() == Transport.TLS && settings.trustBundle().isPresent()) {
      TrustBundle.install(settings.trustBundle().get(), settings.temporaryFolder());
    }
    return switch (step) {
      case "fetch" -> new Fetch(settings, out, started).run();
      case "site" -> new Site(settings, out, started).run();
      case "assemble" -> new Assemble(settings, out, started).run();
      case "push" -> new Push(settings, out, started).run();
      default ->
          throw new BuildFailed(
              Reason.BUILDER_FAULT,
              "The builder was started wrongly: name one step: fetch, site, assemble or push.");
    };
  }

  private void explain(BuildFailed failed) {
    out.println("FAILED " + failed.reason().word() + ": " + failed.getMessage());
    if (failed.reason() == Reason.BUILDER_FAULT && failed.getCause() != null) {
      failed.getCause().printStackTrace(out);
    }
  }

  private int leave(Outcome outcome, int exitCode) {
    try {
      outcome.write(
          Path.of(environment.getOrDefault("MANDALA_TERMINATION_LOG", "/dev/termination-log")));
      return exitCode;
    } catch (IOException e) {
      out.println("FAILED the outcome cannot be written: " + e);
      return ExitCode.BUG;
    }
  }
}
