package network.mandala.bridge.project;

import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.KeyHolders;
import network.mandala.crds.project.Project;
import network.mandala.identity.PublicKey;

/** The projects of the cluster. */
public interface ProjectStore {
  /** Who writes, in the managed fields of what the bridge writes. */
  String FIELD_MANAGER = "mandala-bridge";

  /**
   * @param id 32 lower case hexadecimal digits
   */
  Optional<Project> find(String id);

  /** Those in which this key may do anything, oldest first. */
  List<Project> of(PublicKey identity);

  /** Afterwards {@link #of} has it, in this process. */
  void create(Project project);

  /**
   * Writes what is made of the admins as they are; it is called again if somebody else was faster.
   */
  void changeAdmins(String id, UnaryOperator<List<Admin>> change);

  /**
   * Writes what is made of what holders of keys get; it is called again if somebody else was
   * faster.
   *
   * @return as it is then
   */
  Project changeKeyHolders(String id, UnaryOperator<KeyHolders> change);

  /** What runs in the project. */
  List<Agent> agents(Project project);
}
