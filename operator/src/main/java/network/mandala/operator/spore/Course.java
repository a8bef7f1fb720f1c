package network.mandala.operator.spore;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.spore.Colour;
import network.mandala.crds.spore.SporeReason;
import network.mandala.crds.spore.SporeState;

/** What is to be done with a spore: decided from what is seen, without doing anything. */
sealed interface Course {

  /** Nothing is touched. */
  record Leave(Finding why) implements Course {}

  /**
   * Nothing runs, and no path leads to it.
   *
   * @param verdict null when nobody has looked at the bundle
   */
  record Stop(SporeProject.Open project, SporeState state, Finding why, Verdict verdict)
      implements Course {}

  /**
   * Something runs, or is to run.
   *
   * @param targets the sets of pods that there are to be
   * @param routed to which of them the Service leads
   * @param switchedAt when it was led there from the other; empty: never
   * @param trouble what keeps the wanted bundle from serving; null: nothing, or its pods say it
   */
  record Run(
      SporeProject.Open project,
      Verdict verdict,
      List<Target> targets,
      Colour routed,
      String switchedAt,
      Finding trouble)
      implements Course {

    public Run {
      targets = List.copyOf(targets);
    }

    /** The set that the Service leads to. */
    Target serving() {
      return targets.stream().filter(target -> target.colour() == routed).findFirst().orElseThrow();
    }
  }

  static Course decide(Seen seen, Instant now) {
    return switch (seen.project()) {
      case SporeProject.Closed closed -> new Leave(closed.why());
      case SporeProject.Open open ->
          stopped(seen, open)
              .<Course>map(stop -> stop)
              .orElseGet(() -> new Rollout(seen, open, now).decide());
    };
  }

  private static Optional<Stop> stopped(Seen seen, SporeProject.Open project) {
    var plan = seen.spec().plan();
    if (seen.spec().suspend() || Integer.valueOf(0).equals(plan.replicas())) {
      return stop(
          project,
          SporeState.STOPPED,
          SporeReason.SUSPENDED,
          seen.spec().suspend()
              ? "spec.suspend is true: no path leads here and nothing runs. Set it to false to start again."
              : "spec.plan.replicas is 0: no path leads here and nothing runs. Set it higher to start again.");
    }
    if (project.funds().isSuspended()) {
      return stop(
          project,
          SporeState.STOPPED,
          SporeReason.PROJECT_SUSPENDED,
          "Project %s has no money left: nothing runs. Top it up (kubectl get mproj %1$s -o wide says by how much): the spore starts again by itself."
              .formatted(project.name()));
    }
    if (seen.spec().budget().maxInstances() == 0) {
      return stop(
          project,
          SporeState.IDLE,
          SporeReason.BUDGET_EXCEEDED,
          "spec.budget.maxInstances is 0: no instance may run. Raise it.");
    }
    return Optional.empty();
  }

  private static Optional<Stop> stop(
      SporeProject.Open project, SporeState state, SporeReason reason, String message) {
    return Optional.of(new Stop(project, state, new Finding(reason, message), null));
  }
}
