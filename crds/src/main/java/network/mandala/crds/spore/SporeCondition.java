package network.mandala.crds.spore;

import network.mandala.crds.condition.ConditionType;

/** Condition types of a Spore. */
public enum SporeCondition implements ConditionType {
  READY(
      "Ready", "The bundle that the spec names answers at its URL; sums up the other conditions."),
  VERIFIED("Verified", "The bundle is whole, and its signer is trusted for this app."),
  ROLLED_OUT("RolledOut", "All wanted instances run the wanted bundle, and the old one is gone."),
  ROUTED("Routed", "The path at the edge leads to the spore.");

  private final String word;
  private final String meaning;

  SporeCondition(String word, String meaning) {
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
