package network.mandala.cli.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import network.mandala.builder.artifact.ArtifactStore;
import network.mandala.builder.artifact.Limits;
import network.mandala.builder.artifact.SourceRefused;
import network.mandala.builder.registry.Progress;
import network.mandala.builder.registry.PushAccess;
import network.mandala.builder.registry.Reference;
import network.mandala.builder.registry.RegistryClient;
import network.mandala.builder.registry.RegistryFault;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;

/** Packs a folder and stores it in the project's registry. */
final class SourceUpload {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration PAUSE = Duration.ofSeconds(3);

  private final PushAccess access;
  private final Console console;

  SourceUpload(PushAccess access, Console console) {
    this.access = access;
    this.console = console;
  }

  /** Returns the artifact's name by digest. An unchanged folder has the same name. */
  String upload(SourceFolder source, AgentWish wanted) {
    var target = access.sources(wanted.project(), wanted.name());
    console.progress("packing " + source.folder());
    try (var registry =
        new RegistryClient(access.host(), access.credentials(), access.transport())) {
      var pushed = pushPatiently(new ArtifactStore(registry), source, target);
      console.progress(
          "pushed %d files, %s packed%s"
              .formatted(
                  pushed.packed().files(),
                  size(pushed.packed().packedBytes()),
                  leftOut(pushed.packed().leftOut().size())));
      return pushed.reference().toString();
    } catch (SourceRefused refused) {
      throw new Failure(refused.getMessage(), refused);
    } catch (RegistryFault fault) {
      throw new Failure(explain(fault), fault);
    } catch (IOException e) {
      throw new Failure("cannot read " + source.folder() + ": " + e.getMessage(), e);
    }
  }

  /** A registry that is being restarted is back within seconds. */
  private ArtifactStore.Pushed pushPatiently(
      ArtifactStore store, SourceFolder source, Reference target) throws IOException {
    var end = Instant.now().plus(PATIENCE);
    while (true) {
      try {
        return store.push(source.folder(), target, Limits.DEFAULT, new UploadProgress(console));
      } catch (RegistryFault fault) {
        if (fault.kind() != RegistryFault.Kind.UNAVAILABLE || Instant.now().isAfter(end)) {
          throw fault;
        }
        console.progress("the registry does not answer, trying again: " + fault.getMessage());
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure("interrupted while waiting for the registry", e);
    }
  }

  private String explain(RegistryFault fault) {
    String advice =
        switch (fault.kind()) {
          case UNAVAILABLE ->
              "The registry of this cluster must be reachable from here; if it is only down for a moment, run this"
                  + " again.";
          case DENIED ->
              "The project's credential was refused; the operator renews it: look at 'mandala project get "
                  + access.credentials().username()
                  + "'.";
          case NOT_FOUND, CORRUPT, TOO_LARGE, UNEXPECTED -> "Run this again, or ask the provider.";
        };
    return "the source could not be stored in the registry "
        + access.host()
        + ": "
        + fault.getMessage()
        + " "
        + advice;
  }

  private static String leftOut(int count) {
    return count == 0 ? "" : ", " + count + " left out (.git, node_modules and the like)";
  }

  private static String size(long bytes) {
    return bytes < 1024 * 1024
        ? Math.max(1, bytes / 1024) + " KiB"
        : bytes / (1024 * 1024) + " MiB";
  }

  /** Tells of a long upload, once per tenth of it. */
  private static final class UploadProgress implements Progress {
    private static final long WORTH_TELLING_BYTES = 8L * 1024 * 1024;

    private final Console console;
    private long toldTenths;

    UploadProgress(Console console) {
      this.console = console;
    }

    @Override
    public synchronized void moved(long done, long total) {
      long tenths = total == 0 ? 10 : done * 10 / total;
      if (total >= WORTH_TELLING_BYTES && tenths > toldTenths) {
        toldTenths = tenths;
        console.progress("uploading: " + tenths * 10 + " % of " + size(total));
      }
    }
  }
}
