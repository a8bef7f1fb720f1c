package network.mandala.bridge.deploy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;

/** Opens deployments and lists them. */
public final class Deployments {
  private static final int ID_BYTES = 16;

  private final DeploymentStore store;
  private final UploadAddress addresses;
  private final ProjectLogs logs;
  private final Duration life;
  private final SecureRandom random;
  private final Clock clock;

  /**
   * @param life how long a deployment takes an upload
   */
  public Deployments(
      DeploymentStore store,
      UploadAddress addresses,
      ProjectLogs logs,
      Duration life,
      SecureRandom random,
      Clock clock) {
    this.store = store;
    this.addresses = addresses;
    this.logs = logs;
    this.life = life;
    this.random = random;
    this.clock = clock;
  }

  /**
   * One that takes an upload.
   *
   * @param url whoever has it may upload
   */
  public record Opened(Deployment deployment, String url) {}

  public Opened open(Project project, PublicKey caller) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return open(project, caller, HexFormat.of().formatHex(bytes));
  }

  /**
   * One for each key that a caller chooses: it has the same id each time, so a repeated request
   * finds what the first one made.
   */
  public Opened openOnce(Project project, PublicKey caller, String key) {
    var name =
        "mandala deployment\0%s\0%s\0%s"
            .formatted(project.getMetadata().getName(), caller.hex(), key);
    var digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    var id = HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
    return store
        .find(id)
        .map(found -> new Opened(found, addresses.of(id)))
        .orElseGet(() -> open(project, caller, id));
  }

  private Opened open(Project project, PublicKey caller, String id) {
    var now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    var deployment =
        new Deployment(
            id,
            project.getMetadata().getName(),
            caller.hex(),
            now,
            now.plus(life),
            DeploymentState.OPEN,
            null);
    store.add(deployment);
    logs.add(deployment.project(), Optional.of(deployment.id()), "Deployment started");
    return new Opened(deployment, addresses.of(deployment.id()));
  }

  /** Newest first. */
  public List<Deployment> list(Project project) {
    return store.of(project.getMetadata().getName());
  }
}
