package network.mandala.crds.agent;

import network.mandala.crds.condition.ConditionType;

/** Condition types of an Agent. */
public enum AgentCondition implements ConditionType {
  READY(
      "Ready",
      "The agent answers at its URL with the release that the spec asks for; sums up the "
          + "other conditions."),
  DATABASES_READY(
      "DatabasesReady", "The database servers of the agent answer. Only there when it has any."),
  BUILT("Built", "The image exists: it was given, or built from the source."),
  ROLLED_OUT("RolledOut", "All wanted pods run the wanted release and are ready."),
  ROUTED("Routed", "The host names lead to the agent."),
  DOMAINS_VERIFIED(
      "DomainsVerified",
      "The domains of the spec are proved to belong to the project; only where there are any."),
  CERTIFIED(
      "Certified",
      "Each domain that leads to the agent has a certificate; only where the node gets them."),
  FRONTEND_READY(
      "FrontendReady",
      "The frontend answers at its host names. Absent: the agent has no frontend.");

  private final String word;
  private final String meaning;

  AgentCondition(String word, String meaning) {
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
