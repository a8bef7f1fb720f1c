package network.mandala.crds.runner;

import network.mandala.crds.condition.ConditionType;

/** Condition types of a Runner. */
public enum RunnerCondition implements ConditionType {
  READY(
      "Ready",
      "The gateway can send requests to at least one pod, or to the endpoint; sums up the "
          + "other conditions."),
  MODEL_READY("ModelReady", "The file of the model is there, whole, and was loaded."),
  ROLLED_OUT("RolledOut", "All wanted pods run with the present spec and are ready.");

  private final String word;
  private final String meaning;

  RunnerCondition(String word, String meaning) {
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
