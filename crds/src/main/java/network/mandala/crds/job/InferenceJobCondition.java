package network.mandala.crds.job;

import network.mandala.crds.condition.ConditionType;

/** Condition types of an InferenceJob. */
public enum InferenceJobCondition implements ConditionType {
  READY("Ready", "The output and the receipt are there."),
  ADMITTED("Admitted", "A place on a runner and the money are reserved."),
  FINISHED("Finished", "It has ended: completed, failed, timed out or cancelled.");

  private final String word;
  private final String meaning;

  InferenceJobCondition(String word, String meaning) {
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
