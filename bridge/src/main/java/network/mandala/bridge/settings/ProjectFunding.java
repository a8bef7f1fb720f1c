package network.mandala.bridge.settings;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Consumer;
import network.mandala.bridge.environment.ProjectKeys;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectKeyring;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.wallet.Fundings;
import network.mandala.crds.project.KeyHolders;
import network.mandala.crds.project.Project;
import network.mandala.identity.InvalidKey;
import network.mandala.identity.bsv.WalletKey;

/**
 * Gives projects keys of their own, and has them paid. The key is kept before the project says that
 * it has one; whatever is interrupted is done by asking again.
 */
public final class ProjectFunding implements ProjectKeyring {
  /** As long as the operator needs for a namespace, and longer. */
  private static final Duration PREPARED = Duration.ofSeconds(25);

  private static final Duration LOOK = Duration.ofMillis(200);
  private static final int KEY_BYTES = 32;
  private static final int UNAVAILABLE = 503;

  private final ProjectKeys keys;
  private final ProjectStore projects;
  private final Fundings fundings;
  private final SecureRandom random;

  public ProjectFunding(
      ProjectKeys keys, ProjectStore projects, Fundings fundings, SecureRandom random) {
    this.keys = keys;
    this.projects = projects;
    this.fundings = fundings;
    this.random = random;
  }

  /** The project has a key from now on, a new one if it has none, and is to be paid. */
  Project start(Project project) {
    var key = keys.keep(project, newKey());
    var id = project.getMetadata().getName();
    fundings.request(id, project.getSpec().network(), key.publicKey());
    return projects.changeKeyHolders(id, before -> new KeyHolders(before.revealSecrets(), true));
  }

  /** Pods are given no key any more; the key stays. */
  Project end(Project project) {
    return projects.changeKeyHolders(
        project.getMetadata().getName(), before -> new KeyHolders(before.revealSecrets(), false));
  }

  @Override
  public void keep(Project created, WalletKey key) {
    prepared(created, project -> keys.keep(project, key));
  }

  @Override
  public void begin(Project created) {
    prepared(created, this::start);
  }

  /** Whether owners and admins are shown variables whose names look secret. */
  Project reveal(Project project, boolean revealed) {
    return projects.changeKeyHolders(
        project.getMetadata().getName(),
        before -> new KeyHolders(revealed, before.blockchainFunding()));
  }

  /** Those whose keys are still to be paid. */
  public Set<String> projects() {
    return fundings.projects();
  }

  /** A project is gone: its key is not paid any more. */
  public void forget(String projectId) {
    fundings.forget(projectId);
  }

  private void prepared(Project created, Consumer<Project> work) {
    long end = System.nanoTime() + PREPARED.toNanos();
    while (true) {
      var project =
          projects
              .find(created.getMetadata().getName())
              .orElseThrow(() -> Refusal.of(404, "Project not found"));
      try {
        work.accept(project);
        return;
      } catch (Refusal notYet) {
        if (notYet.reply().status() != UNAVAILABLE || System.nanoTime() - end > 0) {
          throw notYet;
        }
      }
      pause();
    }
  }

  private WalletKey newKey() {
    while (true) {
      var bytes = new byte[KEY_BYTES];
      random.nextBytes(bytes);
      try {
        return WalletKey.parse(HexFormat.of().formatHex(bytes));
      } catch (InvalidKey e) {
        // Of 2^128 keys one is none.
        continue;
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusal.of(UNAVAILABLE, "The node is ending; try again");
    }
  }
}
