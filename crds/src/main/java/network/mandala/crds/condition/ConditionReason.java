package network.mandala.crds.condition;

/**
 * Why a condition has its status; the reasons of one kind are an enum in the package of the kind.
 */
public interface ConditionReason {
  /** The word in {@code status.conditions[].reason}. */
  String word();

  /** What has happened, in one sentence. */
  String cause();

  /** Who can change it. */
  Actor actor();

  /** What makes the reason go away, in one sentence. */
  String clears();
}
