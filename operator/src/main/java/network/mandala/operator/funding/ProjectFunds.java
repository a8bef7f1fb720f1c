package network.mandala.operator.funding;

import io.fabric8.kubernetes.api.model.Condition;
import network.mandala.crds.project.Balance;
import network.mandala.crds.project.ProjectCondition;
import network.mandala.crds.project.ProjectReason;
import network.mandala.crds.project.ProjectStatus;
import network.mandala.operator.kubernetes.Conditions;

/**
 * What the money of a project allows what runs in it.
 *
 * @param balance null: not known
 */
public record ProjectFunds(Stage stage, Balance balance) {

  /** How far the project is. */
  public enum Stage {

    /** No ledger is connected: nothing costs anything. */
    UNMETERED,

    /** The ledger has not answered yet: what runs goes on, nothing new begins. */
    UNKNOWN,

    /** Pods run. */
    RUNNING,

    /** No pods run; all data is kept. */
    SUSPENDED,

    /** No pods run, and the volumes are gone. */
    RECLAIMED
  }

  public static final ProjectFunds UNMETERED = new ProjectFunds(Stage.UNMETERED, null);

  public static ProjectFunds of(ProjectStatus status) {
    return Conditions.find(status.conditions(), ProjectCondition.FUNDED.word())
        .map(funded -> new ProjectFunds(stage(funded), status.balance()))
        .orElse(UNMETERED);
  }

  private static Stage stage(Condition funded) {
    return switch (funded.getStatus()) {
      case Conditions.TRUE -> Stage.RUNNING;
      case Conditions.FALSE ->
          ProjectReason.RECLAIMED.word().equals(funded.getReason())
              ? Stage.RECLAIMED
              : Stage.SUSPENDED;
      default -> Stage.UNKNOWN;
    };
  }

  public boolean isSuspended() {
    return stage == Stage.SUSPENDED || stage == Stage.RECLAIMED;
  }

  /**
   * Whether workloads may do something now that they might not do before: another stage, or more
   * money, for which a release may wait. That the balance falls, as it does all the time, wakes
   * nobody.
   */
  public boolean changesWorkloads(ProjectFunds before) {
    return stage != before.stage || satoshis() > before.satoshis();
  }

  private long satoshis() {
    return balance == null || balance.satoshis() == null ? Long.MIN_VALUE : balance.satoshis();
  }
}
