package network.mandala.crds.condition;

/** The type of a condition; the types of one kind are an enum in the package of the kind. */
public interface ConditionType {
  /** The word in {@code status.conditions[].type}. */
  String word();

  /** What the condition says when it is True, in one sentence. */
  String meaning();
}
