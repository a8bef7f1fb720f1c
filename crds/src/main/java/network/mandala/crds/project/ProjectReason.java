package network.mandala.crds.project;

import network.mandala.crds.condition.Actor;
import network.mandala.crds.condition.ConditionReason;

/** Why a condition of a Project has its status. */
public enum ProjectReason implements ConditionReason {
  READY(
      "Ready", Actor.NOBODY, "Everything that the condition speaks of is well.", "Nothing to do."),
  PREPARING(
      "Preparing",
      Actor.NOBODY,
      "The namespace and what belongs into it are being made.",
      "By itself within seconds."),
  DELETING(
      "Deleting",
      Actor.NOBODY,
      "The project is being deleted; its agents, volumes and images go first.",
      "By itself, when everything is gone."),
  NAMESPACE_TAKEN(
      "NamespaceTaken",
      Actor.PROVIDER,
      "A namespace of the wanted name exists and does not belong to this project.",
      "Delete or rename that namespace, or give the project another name."),
  NAMESPACE_TERMINATING(
      "NamespaceTerminating",
      Actor.NOBODY,
      "An earlier namespace of this name is still being deleted.",
      "By itself; when it stays, look at what keeps the namespace."),
  RUNTIME_CLASS_MISSING(
      "RuntimeClassMissing",
      Actor.TENANT,
      "spec.isolation.runtimeClassName names a RuntimeClass that the cluster does not have.",
      "Name another one, remove the field, or ask the provider to install it."),
  REGISTRY_UNAVAILABLE(
      "RegistryUnavailable",
      Actor.PROVIDER,
      "Credentials cannot be issued, or the registry does not answer.",
      "When the registry answers again; it is tried again by itself."),
  CLUSTER_REFUSED(
      "ClusterRefused",
      Actor.PROVIDER,
      "The cluster refused an object of the project; the message names it.",
      "Remove the policy or object that stands against it; it is tried again by itself."),
  FUNDED("Funded", Actor.NOBODY, "The balance is high enough.", "Nothing to do."),
  BALANCE_LOW(
      "BalanceLow",
      Actor.TENANT,
      "The balance is below the last of spec.funding.alertsAtSatoshis before the suspension, or does not last long.",
      "Top up the project."),
  BALANCE_EXHAUSTED(
      "BalanceExhausted",
      Actor.TENANT,
      "The balance is below spec.funding.suspendBelowSatoshis; all agents sleep.",
      "Top up the project; the agents wake up by themselves."),
  RECLAIMED(
      "Reclaimed",
      Actor.TENANT,
      "The project slept for want of money for longer than spec.funding.reclaimAfter; its volumes are deleted.",
      "Top up the project; its agents wake up by themselves, with empty volumes."),
  LEDGER_UNAVAILABLE(
      "LedgerUnavailable",
      Actor.PROVIDER,
      "The balance is not known yet, because the ledger does not answer; what runs goes on.",
      "When the ledger answers; it is tried again by itself."),
  NOT_METERED(
      "NotMetered",
      Actor.NOBODY,
      "No ledger is connected to this node, so nothing is charged.",
      "When the provider connects a ledger."),
  INVALID_SPEC(
      "InvalidSpec",
      Actor.TENANT,
      "The spec contradicts itself or the node's configuration; the message names the field.",
      "Change the field that the message names.");

  private final String word;
  private final Actor actor;
  private final String cause;
  private final String clears;

  ProjectReason(String word, Actor actor, String cause, String clears) {
    this.word = word;
    this.actor = actor;
    this.cause = cause;
    this.clears = clears;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String cause() {
    return cause;
  }

  @Override
  public Actor actor() {
    return actor;
  }

  @Override
  public String clears() {
    return clears;
  }
}
