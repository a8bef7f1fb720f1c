package network.mandala.bridge.v2;

import network.mandala.bridge.project.ProjectCreation;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.bridge.session.Seals;
import network.mandala.bridge.user.Users;
import network.mandala.ledger.Ledger;

/** What the routes below {@code /v2} lead to. */
public record V2(
    V2Access access,
    NodeResource node,
    ProjectResource projects,
    AdminResource admins,
    AgentResource agents,
    BillingResource billing) {

  public static V2 of(
      ProjectStore projects, ProjectCreation creation, Users users, Ledger ledger, Seals seals) {
    return new V2(
        new V2Access(projects),
        new NodeResource(users),
        new ProjectResource(projects, creation, users, seals),
        new AdminResource(projects),
        new AgentResource(projects, seals),
        new BillingResource(ledger, seals));
  }
}
