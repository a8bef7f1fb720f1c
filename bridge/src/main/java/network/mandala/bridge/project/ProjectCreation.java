package network.mandala.bridge.project;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectSpec;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;
import network.mandala.identity.Sha256;

/** Makes projects. Whoever asks becomes the owner. */
public final class ProjectCreation {
  /** Characters of a name. */
  public static final int LONGEST_NAME = 100;

  private static final int ID_BYTES = 16;

  private final ProjectStore projects;
  private final ProjectLogs logs;
  private final FreeProjects quota;
  private final SecureRandom random;

  public ProjectCreation(
      ProjectStore projects, ProjectLogs logs, FreeProjects quota, SecureRandom random) {
    this.quota = quota;
    this.projects = projects;
    this.logs = logs;
    this.random = random;
  }

  /**
   * A new one.
   *
   * @param name for people; null: none
   */
  public Project create(PublicKey owner, String name, Network network) {
    var bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return create(owner, name, network, HexFormat.of().formatHex(bytes));
  }

  /**
   * One for each key that an owner chooses: it has the same id each time, so a repeated request
   * finds what the first one made.
   */
  public Project createOnce(PublicKey owner, String name, Network network, String key) {
    var id = idOf(owner, key);
    return projects.find(id).orElseGet(() -> create(owner, name, network, id));
  }

  private Project create(PublicKey owner, String name, Network network, String id) {
    var project = desired(id, name, network, owner.hex());
    quota.requireRoomFor(owner, id, projects.of(owner), () -> projects.create(project));
    logs.add(id, Optional.empty(), "Project created");
    return projects.find(id).orElse(project);
  }

  static String idOf(PublicKey owner, String key) {
    var name = "mandala project\0" + owner.hex() + "\0" + key;
    var digest = Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(Arrays.copyOf(digest, ID_BYTES));
  }

  static Project desired(String id, String displayName, Network network, String owner) {
    var project = new Project();
    project.setMetadata(new ObjectMetaBuilder().withName(id).build());
    project.setSpec(
        new ProjectSpec(
            displayName, network, List.of(new Admin(owner, Role.OWNER)), null, null, null, null));
    return project;
  }
}
