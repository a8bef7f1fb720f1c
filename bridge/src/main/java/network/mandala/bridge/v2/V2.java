package network.mandala.bridge.v2;

import java.time.Clock;
import network.mandala.bridge.deploy.AgentReleases;
import network.mandala.bridge.deploy.DeploymentStore;
import network.mandala.bridge.deploy.Deployments;
import network.mandala.bridge.domain.DomainClaims;
import network.mandala.bridge.log.ProjectLogs;
import network.mandala.bridge.pods.AgentRestart;
import network.mandala.bridge.pods.ResourceLogs;
import network.mandala.bridge.project.ProjectCreation;
import network.mandala.bridge.project.ProjectRemoval;
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
    LogResource logs,
    DomainResource domains,
    BillingResource billing,
    DeploymentResource deployments,
    DeploymentEvents events) {

  /** What the operations are, which the older API has as well. */
  public record Operations(
      ProjectStore projects,
      ProjectCreation creation,
      ProjectRemoval removal,
      AgentRestart restart,
      AgentReleases releases,
      ResourceLogs logs,
      DomainClaims domains,
      Users users,
      Ledger ledger,
      Deployments deployments,
      DeploymentStore store,
      ProjectLogs lines) {}

  public static V2 of(Operations operations, Seals seals, Clock clock) {
    var projects = operations.projects;
    return new V2(
        new V2Access(projects),
        new NodeResource(operations.users),
        new ProjectResource(
            projects, operations.creation, operations.removal, operations.users, seals),
        new AdminResource(projects),
        new AgentResource(projects, operations.restart, operations.releases, seals),
        new LogResource(operations.logs),
        new DomainResource(operations.domains),
        new BillingResource(operations.ledger, seals),
        new DeploymentResource(operations.deployments, operations.store, projects, seals, clock),
        new DeploymentEvents(operations.store, projects, operations.lines, seals, clock));
  }
}
