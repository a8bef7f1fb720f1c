package network.mandala.bridge.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * The published command line {@code cars}, in a folder of its own with one configuration: index 0
 * is this node and this project. It needs a {@link WalletStub}.
 */
public final class CarsCli {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;?]*[a-zA-Z]");
  private static final Pattern ARTIFACT =
      Pattern.compile("Artifact created: (cars_artifact_[0-9]+\\.tgz)");
  private static final long HANGS_AFTER_SECONDS = 90;

  private final Path folder;

  private CarsCli(Path folder) {
    this.folder = folder;
  }

  /**
   * How a command ended. What the node refuses ends with 0 as well: look at what it said, and at
   * the node.
   *
   * @param said on both streams, without colours
   */
  public record Run(int exitCode, String said) {}

  /**
   * @param network mainnet or testnet
   */
  public static CarsCli in(Path folder, String url, String project, String network)
      throws IOException {
    var config =
        Map.of(
            "name",
            "local",
            "provider",
            "CARS",
            "CARSCloudURL",
            url,
            "projectID",
            project,
            "network",
            network,
            "deploy",
            List.of("frontend"));
    JSON.writeValue(
        folder.resolve("deployment-info.json").toFile(),
        Map.of(
            "schema",
            "bsv-app",
            "schemaVersion",
            "1.0",
            "frontend",
            Map.of("language", "html", "sourceDirectory", "./frontend"),
            "configs",
            List.of(config)));
    return new CarsCli(folder);
  }

  /** As above, with an app of one page in the folder that says "made by cars". */
  public static CarsCli ofSite(Path folder, String url, String project, String network)
      throws IOException {
    var cars = in(folder, url, project, network);
    Files.writeString(
        folder.resolve("package.json"),
        """
        {"name": "an-app", "private": true, "scripts": {"build": "exit 1"}}
        """);
    var frontend = Files.createDirectories(folder.resolve("frontend"));
    Files.writeString(frontend.resolve("index.html"), "<h1>made by cars</h1>");
    return cars;
  }

  /** Packs the app ("cars build"), and returns the artifact. */
  public Path build() throws IOException {
    var run = run("build", "0");
    var made = ARTIFACT.matcher(run.said());
    if (run.exitCode() != 0 || !made.find()) {
      throw new AssertionError("cars build made nothing: " + run.said());
    }
    return folder.resolve(made.group(1));
  }

  /** Runs one command. A question to a person is answered with the end of input. */
  public Run run(String... arguments) throws IOException {
    var command = new ArrayList<>(List.of("node", program().toString()));
    command.addAll(List.of(arguments));
    var said = Files.createTempFile(folder, "said", ".txt");
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile());
    builder.environment().put("TZ", "UTC");
    var process = builder.start();
    try {
      if (!process.waitFor(HANGS_AFTER_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError(
            "cars " + List.of(arguments) + " hangs; it said: " + Files.readString(said));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      process.destroy();
    }
    return new Run(
        process.exitValue(),
        COLOURS.matcher(Files.readString(said, StandardCharsets.UTF_8)).replaceAll(""));
  }

  private static Path program() throws IOException {
    return NodeProgram.packages().resolve("node_modules/@bsv/cars-cli/dist/index.js");
  }
}
