package network.mandala.operator.funding;

import network.mandala.crds.project.ProjectReason;

/** How far a project has come down for want of money. */
public enum Rung {

  /** Everything runs. */
  FUNDED(ProjectReason.FUNDED),

  /** Everything runs, and not for long. */
  LOW(ProjectReason.BALANCE_LOW),

  /** No pods, hosts answer 402; all data is kept. */
  SUSPENDED(ProjectReason.BALANCE_EXHAUSTED),

  /** As above, and the volumes are gone. */
  RECLAIMED(ProjectReason.RECLAIMED);

  private final ProjectReason reason;

  Rung(ProjectReason reason) {
    this.reason = reason;
  }

  ProjectReason reason() {
    return reason;
  }

  public boolean isSuspended() {
    return this == SUSPENDED || this == RECLAIMED;
  }
}
