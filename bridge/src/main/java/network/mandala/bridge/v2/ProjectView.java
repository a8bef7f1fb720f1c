package network.mandala.bridge.v2;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;
import network.mandala.crds.project.Admin;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.Network;
import network.mandala.crds.project.Project;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.crds.project.Role;
import network.mandala.identity.PublicKey;

/**
 * A project, as it is shown.
 *
 * @param role what the caller may do in it
 * @param message null: there is nothing to say
 * @param balance null: nothing is charged here, or it is not known yet
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ProjectView(
    String id,
    String name,
    Network network,
    Role role,
    State state,
    String message,
    int agents,
    Balance balance,
    String createdAt) {

  /** How far it is. */
  enum State {
    PREPARING,
    READY,
    DELETING
  }

  static ProjectView of(Project project, PublicKey caller) {
    var status = Optional.ofNullable(project.getStatus()).orElseGet(ProjectStatus::empty);
    var ready = status.conditions().stream().filter(c -> c.getType().equals("Ready")).findFirst();
    var name = project.getSpec().displayName();
    return new ProjectView(
        project.getMetadata().getName(),
        name == null ? project.getMetadata().getName() : name,
        project.getSpec().network(),
        role(project, caller),
        project.getMetadata().getDeletionTimestamp() != null
            ? State.DELETING
            : ready.filter(c -> c.getStatus().equals("True")).isPresent()
                ? State.READY
                : State.PREPARING,
        ready.map(c -> c.getMessage()).orElse(null),
        status.agents() == null ? 0 : status.agents(),
        status.balance(),
        project.getMetadata().getCreationTimestamp());
  }

  /** One that was just asked to go. */
  static ProjectView deleting(Project project, PublicKey caller) {
    var before = of(project, caller);
    return new ProjectView(
        before.id,
        before.name,
        before.network,
        before.role,
        State.DELETING,
        "everything in it is being deleted",
        before.agents,
        before.balance,
        before.createdAt);
  }

  private static Role role(Project project, PublicKey caller) {
    return project.getSpec().admins().stream()
        .filter(admin -> admin.identityKey().equals(caller.hex()))
        .map(Admin::role)
        .findFirst()
        .orElse(null);
  }
}
