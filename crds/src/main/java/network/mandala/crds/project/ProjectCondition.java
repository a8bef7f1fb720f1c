package network.mandala.crds.project;

import network.mandala.crds.condition.ConditionType;

/** Condition types of a Project. */
public enum ProjectCondition implements ConditionType {
  READY("Ready", "Agents of the project can be deployed and run; sums up the other conditions."),
  NAMESPACE_READY(
      "NamespaceReady",
      "The namespace stands with its quota, limits, network policies and service account."),
  REGISTRY_READY("RegistryReady", "Credentials for the registry are issued and in the namespace."),
  FUNDED(
      "Funded",
      "The balance pays for what runs: False while the project is suspended for want of money. "
          + "Absent: no ledger is connected.");

  private final String word;
  private final String meaning;

  ProjectCondition(String word, String meaning) {
    this.word = word;
    this.meaning = meaning;
  }

  @Override
  public String word() {
    return word;
  }

  @Override
  public String meaning() {
    return meaning;
  }
}
