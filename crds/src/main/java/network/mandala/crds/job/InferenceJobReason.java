package network.mandala.crds.job;

import network.mandala.crds.condition.Actor;
import network.mandala.crds.condition.ConditionReason;

/** Why a condition of an InferenceJob has its status. */
public enum InferenceJobReason implements ConditionReason {
  COMPLETED("Completed", Actor.NOBODY, "The output and the receipt are there.", "Nothing to do."),
  ADMITTED(
      "Admitted",
      Actor.NOBODY,
      "A place on a runner and the money are reserved.",
      "Nothing to do."),
  QUEUED(
      "Queued",
      Actor.NOBODY,
      "Other jobs go first, or all runners are busy.",
      "By itself, when it is its turn."),
  RUNNING("Running", Actor.NOBODY, "A model works on it.", "By itself, when it ends."),
  REQUEUED(
      "Requeued",
      Actor.NOBODY,
      "The runner was lost; the job waits to be started again.",
      "By itself, when it is its turn."),
  NO_RUNNER(
      "NoRunner",
      Actor.TENANT,
      "No Runner serves the model to this project, or none with what spec.requirements ask for.",
      "Name another model, lower the requirements, or make a Runner."),
  INSUFFICIENT_FUNDS(
      "InsufficientFunds",
      Actor.TENANT,
      "The balance of the project is lower than what must be reserved.",
      "Top up the project, or lower spec.budgetSatoshis and spec.maxTokens."),
  BUDGET_TOO_SMALL(
      "BudgetTooSmall",
      Actor.TENANT,
      "spec.budgetSatoshis does not pay for spec.maxTokens at the price of the runner.",
      "Raise the budget, or lower maxTokens."),
  QUOTA_EXCEEDED(
      "QuotaExceeded",
      Actor.TENANT,
      "The quota of the project is used up; the message says by what.",
      "Wait for other jobs, delete something, or ask for a higher quota."),
  INPUT_MISSING(
      "InputMissing",
      Actor.TENANT,
      "The Secret or the key that spec.input.secretRef names does not exist.",
      "Create it; the job waits."),
  INPUT_TOO_LARGE(
      "InputTooLarge",
      Actor.TENANT,
      "The prompt is larger than the runner or the model takes.",
      "Make it shorter, or name another model."),
  DEADLINE_EXCEEDED(
      "DeadlineExceeded",
      Actor.TENANT,
      "The deadline passed before the job was done.",
      "Make another job with more time."),
  TIMED_OUT(
      "TimedOut",
      Actor.TENANT,
      "The model worked longer on it than the runner allows.",
      "Lower maxTokens, or raise spec.limits.timeout of the Runner."),
  RUNNER_FAILED(
      "RunnerFailed",
      Actor.PROVIDER,
      "The runner failed on it again and again; the message has its last words.",
      "Look at the conditions of the Runner; make another job then."),
  CANCELLED("Cancelled", Actor.NOBODY, "spec.cancel ended it.", "Nothing to do."),
  PROJECT_SUSPENDED(
      "ProjectSuspended",
      Actor.TENANT,
      "The project has no money left; its jobs wait.",
      "Top up the project."),
  NO_PROJECT(
      "NoProject",
      Actor.TENANT,
      "The namespace does not belong to a Project.",
      "Create the InferenceJob in the namespace of a Project."),
  INVALID_SPEC(
      "InvalidSpec",
      Actor.TENANT,
      "The spec contradicts itself or the configuration of the node; the message names the field.",
      "Make another job with the field changed that the message names.");

  private final String word;
  private final Actor actor;
  private final String cause;
  private final String clears;

  InferenceJobReason(String word, Actor actor, String cause, String clears) {
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
