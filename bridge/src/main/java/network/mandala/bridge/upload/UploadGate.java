package network.mandala.bridge.upload;

import java.time.Clock;
import java.util.OptionalLong;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.deploy.DeploymentState;
import network.mandala.bridge.deploy.DeploymentStore;
import network.mandala.bridge.deploy.UploadAddress;
import network.mandala.bridge.http.Refusal;
import network.mandala.bridge.project.ProjectStore;
import network.mandala.crds.project.Project;
import network.mandala.ledger.account.Accounts;
import network.mandala.ledger.project.UnknownProject;

/** Everything that is asked of an upload before a byte of it is read. */
public final class UploadGate {
  private final UploadAddress addresses;
  private final DeploymentStore deployments;
  private final ProjectStore projects;
  private final Accounts accounts;
  private final long mostBytes;
  private final Clock clock;

  public UploadGate(
      UploadAddress addresses,
      DeploymentStore deployments,
      ProjectStore projects,
      Accounts accounts,
      long mostBytes,
      Clock clock) {
    this.addresses = addresses;
    this.deployments = deployments;
    this.projects = projects;
    this.accounts = accounts;
    this.mostBytes = mostBytes;
    this.clock = clock;
  }

  /** An upload that may come. */
  record Admitted(Deployment deployment, Project project) {}

  /**
   * @param length as announced; empty: it is not
   * @throws Refusal 400, 401, 409, 410 or 413
   */
  Admitted admit(String id, String signature, OptionalLong length) {
    if (!UploadAddress.isId(id)) {
      throw Refusal.of(400, "Invalid deploymentId");
    }
    if (!addresses.isOurs(id, signature)) {
      throw Refusal.of(401, "Invalid signature");
    }
    var deployment =
        deployments.find(id).orElseThrow(() -> Refusal.of(400, "Invalid deploymentId"));
    requireOpen(deployment);
    var project =
        projects.find(deployment.project()).orElseThrow(() -> Refusal.of(400, "Project not found"));
    requireBalance(project);
    if (length.orElse(0) > mostBytes) {
      throw UploadFolder.tooLarge(mostBytes);
    }
    return new Admitted(deployment, project);
  }

  private void requireOpen(Deployment deployment) {
    if (deployment.state() != DeploymentState.OPEN) {
      throw alreadyAccepted();
    }
    if (!clock.instant().isBefore(deployment.expiresAt())) {
      throw Refusal.of(410, "The upload URL has expired; create another deployment");
    }
  }

  static Refusal alreadyAccepted() {
    return Refusal.of(409, "An upload was accepted at this URL already; create another deployment");
  }

  private void requireBalance(Project project) {
    long balance = balance(project);
    if (balance < 1) {
      throw Refusal.of(
          401,
          "Project balance must be at least 1 satoshi to upload a deployment. Current balance: "
              + balance);
    }
  }

  private long balance(Project project) {
    var status = project.getStatus();
    if (status == null || status.projectId() == null) {
      return 0;
    }
    try {
      return accounts.balance(status.projectId()).value();
    } catch (UnknownProject notYet) {
      return 0;
    }
  }
}
