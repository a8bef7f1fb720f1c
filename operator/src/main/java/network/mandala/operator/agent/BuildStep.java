package network.mandala.operator.agent;

import network.mandala.operator.build.BuildInput;

/** What is to be done about building. */
sealed interface BuildStep {

  /** The image is given, or nothing is to be built now. */
  record None() implements BuildStep {}

  /** The image is there. */
  record Done(Target target) implements BuildStep {}

  /** The Job must not be there yet: the place where it would run is not prepared. */
  record Unprepared(BuildInput input, Finding why) implements BuildStep {}

  /** The Job must be there. */
  record Underway(BuildInput input, Finding progress) implements BuildStep {}

  /** It failed; the Job stays as long as its log can be read. */
  record Stopped(BuildInput input, Finding why) implements BuildStep {}

  /** It failed for a reason that may be gone: the old Job goes, and then a new one comes. */
  record Again(BuildInput input) implements BuildStep {}

  /**
   * Nothing is built, but it is not known yet which image is meant.
   *
   * @param image as the spec names it
   */
  record Unresolved(String image, Finding why) implements BuildStep {}

  /** The spec names something that cannot be built or run. */
  record Refused(Finding why) implements BuildStep {}
}
