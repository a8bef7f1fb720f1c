package network.mandala.cli.spore;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.console.OutputOption;
import network.mandala.identity.spore.InvalidSpore;
import network.mandala.identity.spore.SporeKey;
import network.mandala.identity.spore.SporeManifest;
import network.mandala.identity.spore.SporeTime;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Signs a program and its manifest as one file. */
@Command(
    name = "build",
    description =
        "Makes a spore: signs a program and its manifest as one file, with an SBOM and provenance"
            + " beside it. The same inputs give the same bytes.",
    mixinStandardHelpOptions = true)
final class BuildCommand implements Runnable {
  private static final int LARGEST_MANIFEST = 1024 * 1024;

  @Mixin private OutputOption output;

  @Option(
      names = {"--manifest", "-manifest"},
      required = true,
      paramLabel = "FILE",
      description = "What is said of the program, in JSON.")
  private Path manifest;

  @Option(
      names = {"--binary", "-binary"},
      required = true,
      paramLabel = "FILE",
      description = "The program.")
  private Path binary;

  @Option(
      names = {"--out", "-out"},
      paramLabel = "DIR",
      defaultValue = "./out",
      description = "The folder that gets NAME-VERSION.spore (default ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = {"--key", "-key"},
      paramLabel = "FILE",
      defaultValue = "",
      description =
          "The key file to sign with (default: private.key in the folder of --out; where there is"
              + " none it is made, and that is said).")
  private String key;

  @Option(
      names = "--created-at",
      paramLabel = "TIME",
      description =
          "What the manifest says of its time, in RFC 3339 (default: $SOURCE_DATE_EPOCH, else what"
              + " the manifest has, else 1970-01-01T00:00:00Z).")
  private String createdAt;

  @Override
  public void run() {
    var console = output.console();
    var draft = draft();
    var build = new SporeBuild(binary, folder);
    build.require(draft);
    var bundle = build.run(draft, key(console));
    var view = SporeView.of(bundle);
    console.answer(view::built, view);
  }

  private SporeManifest draft() {
    try (var in = Files.newInputStream(manifest)) {
      var json = in.readNBytes(LARGEST_MANIFEST + 1);
      if (json.length > LARGEST_MANIFEST) {
        throw new Failure("the manifest " + manifest + " is larger than 1 MiB");
      }
      var read = SporeManifest.parse(json);
      return read.at(time(read));
    } catch (InvalidSpore refused) {
      throw new Failure(
          "the manifest " + manifest + " is not taken. " + refused.getMessage(), refused);
    } catch (NoSuchFileException e) {
      throw new Failure("there is no manifest " + manifest + ": check --manifest", e);
    } catch (IOException e) {
      throw new Failure("cannot read " + manifest + ": " + e.getMessage(), e);
    }
  }

  private SporeTime time(SporeManifest read) {
    if (createdAt != null) {
      try {
        return SporeTime.parse(createdAt);
      } catch (InvalidSpore e) {
        throw new Failure("--created-at is no time such as 2026-01-31T12:00:00Z (RFC 3339)", e);
      }
    }
    var epoch = System.getenv("SOURCE_DATE_EPOCH");
    if (epoch != null && !epoch.isEmpty()) {
      try {
        return SporeTime.of(Instant.ofEpochSecond(Long.parseLong(epoch)));
      } catch (NumberFormatException | DateTimeException e) {
        throw new Failure("SOURCE_DATE_EPOCH is no number of seconds since 1970", e);
      }
    }
    return read.hasTime() ? read.createdAt() : SporeTime.of(Instant.EPOCH);
  }

  private SporeKey key(Console console) {
    if (!key.isEmpty()) {
      return new SigningKeyFile(Path.of(key)).read();
    }
    var path = folder.resolve(SigningKeyFile.NAME);
    var file = new SigningKeyFile(path);
    if (Files.exists(path)) {
      return file.read();
    }
    var made = file.make(new SecureRandom());
    console.progress(
        "made a NEW KEY: "
            + path
            + ". Keep it: the next builds are signed with it, and whoever has it signs in your name");
    return made;
  }
}
