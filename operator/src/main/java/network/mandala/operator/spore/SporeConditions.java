package network.mandala.operator.spore;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.stream.Stream;
import network.mandala.crds.spore.SporeCondition;
import network.mandala.crds.spore.SporeReason;
import network.mandala.operator.kubernetes.Conditions;

/** The conditions of a spore: a pure function of what is seen and what is to be done. */
final class SporeConditions {

  private final Seen seen;

  private SporeConditions(Seen seen) {
    this.seen = seen;
  }

  /**
   * @param fault what the cluster refused just now; null when it refused nothing
   */
  static List<Condition> of(Seen seen, Course course, Finding fault) {
    var conditions = new SporeConditions(seen);
    var parts =
        switch (course) {
          case Course.Leave leave -> conditions.all(leave.why());
          case Course.Stop stop -> conditions.stopped(stop);
          case Course.Run run -> conditions.running(run, fault);
        };
    return Stream.concat(Stream.of(conditions.ready(course, parts, fault)), parts.stream())
        .toList();
  }

  private List<Condition> all(Finding why) {
    return Stream.of(SporeCondition.VERIFIED, SporeCondition.ROLLED_OUT, SporeCondition.ROUTED)
        .map(type -> SporeReasons.unmet(type, why))
        .toList();
  }

  private List<Condition> stopped(Course.Stop stop) {
    var verdict = stop.verdict();
    if (verdict == null) {
      return List.of(
          SporeReasons.pending(SporeCondition.VERIFIED),
          SporeReasons.unmet(SporeCondition.ROLLED_OUT, stop.why()),
          SporeReasons.unmet(SporeCondition.ROUTED, stop.why()));
    }
    return List.of(
        verified(verdict),
        verdict.objection() == null
            ? SporeReasons.unmet(SporeCondition.ROLLED_OUT, stop.why())
            : SporeReasons.pending(SporeCondition.ROLLED_OUT),
        SporeReasons.pending(SporeCondition.ROUTED));
  }

  private List<Condition> running(Course.Run run, Finding fault) {
    return List.of(verified(run.verdict()), rolledOut(run, fault), routed(run));
  }

  private Condition verified(Verdict verdict) {
    if (verdict.objection() != null) {
      return SporeReasons.unmet(SporeCondition.VERIFIED, verdict.objection());
    }
    var bundle = verdict.release().bundle();
    var project = (SporeProject.Open) seen.project();
    return SporeReasons.met(
        SporeCondition.VERIFIED,
        SporeReason.VERIFIED,
        "%s is whole, and signed by %s."
            .formatted(
                bundle.words(),
                new Signers(project.signers(), seen.settings().spores())
                    .nameOf(bundle)
                    .orElse(bundle.signer())));
  }

  private Condition rolledOut(Course.Run run, Finding fault) {
    var type = SporeCondition.ROLLED_OUT;
    if (fault != null) {
      return SporeReasons.unmet(type, fault);
    }
    if (run.verdict().objection() != null) {
      return SporeReasons.pending(type);
    }
    if (run.trouble() != null) {
      return SporeReasons.unmet(type, run.trouble());
    }
    var serving = run.serving();
    var lane = seen.lane(run.routed()).filter(live -> live.release().equals(serving.release()));
    if (!serving.release().equals(run.verdict().release())) {
      return SporeReasons.unmet(type, launching(run));
    }
    int wanted = Instances.of(seen.spec()).least();
    if (lane.isEmpty() || lane.get().ready() < wanted) {
      return SporeReasons.unmet(
          type,
          lane.flatMap(live -> SporeDiagnosis.of(seen, live))
              .orElseGet(
                  () ->
                      new Finding(
                          SporeReason.LAUNCHING,
                          "%s is being started: %d of %d instances are ready."
                              .formatted(
                                  serving.release().bundle().words(),
                                  lane.map(Lane::ready).orElse(0),
                                  wanted))));
    }
    return run.targets().size() > 1
        ? SporeReasons.unmet(
            type,
            new Finding(
                SporeReason.DRAINING,
                "%s serves; the instances before it finish their requests."
                    .formatted(serving.release().bundle().words())))
        : SporeReasons.met(
            type,
            SporeReason.RUNNING,
            "%s runs in %d instances."
                .formatted(serving.release().bundle().words(), lane.get().ready()));
  }

  private Finding launching(Course.Run run) {
    var wanted = run.verdict().release();
    var trouble =
        seen.lane(Lane.opposite(run.routed()))
            .filter(lane -> lane.release().equals(wanted))
            .flatMap(lane -> SporeDiagnosis.of(seen, lane))
            .map(finding -> " " + finding.message())
            .orElse("");
    return new Finding(
        SporeReason.LAUNCHING,
        "%s is started beside %s, which serves until it is healthy and warm.%s"
            .formatted(wanted.bundle().words(), run.serving().release().bundle().words(), trouble));
  }

  private Condition routed(Course.Run run) {
    if (!seen.rival().isEmpty()) {
      return SporeReasons.unmet(
          SporeCondition.ROUTED,
          new Finding(
              SporeReason.PATH_TAKEN,
              "An older spore of the same name, in %s, has the path /%s/. Give one of them another name; inside the cluster this one answers at its Service."
                  .formatted(seen.rival(), seen.name())));
    }
    return seen.lane(run.routed()).map(Lane::ready).orElse(0) == 0
        ? SporeReasons.pending(SporeCondition.ROUTED)
        : SporeReasons.met(
            SporeCondition.ROUTED, SporeReason.ROUTED, "%s leads to it.".formatted(seen.url()));
  }

  /** The first that does not hold speaks for all; what drains is ready. */
  private Condition ready(Course course, List<Condition> parts, Finding fault) {
    if (fault != null) {
      return SporeReasons.unmet(SporeCondition.READY, fault);
    }
    return switch (course) {
      case Course.Leave leave -> SporeReasons.unmet(SporeCondition.READY, leave.why());
      case Course.Stop stop -> SporeReasons.unmet(SporeCondition.READY, stop.why());
      case Course.Run run ->
          parts.stream()
              .filter(part -> !Conditions.TRUE.equals(part.getStatus()))
              .filter(
                  part ->
                      !SporeReason.DRAINING.word().equals(part.getReason())
                          || run.trouble() != null)
              .findFirst()
              .map(part -> summed(part, run))
              .orElseGet(
                  () ->
                      SporeReasons.met(
                          SporeCondition.READY,
                          SporeReason.RUNNING,
                          "%s answers at %s."
                              .formatted(run.serving().release().bundle().words(), seen.url())));
    };
  }

  private Condition summed(Condition part, Course.Run run) {
    boolean another =
        run.verdict().objection() != null && seen.lane(run.routed()).map(Lane::ready).orElse(0) > 0;
    return Conditions.of(
        SporeCondition.READY.word(),
        part.getStatus(),
        part.getReason(),
        another
            ? "%s %s goes on serving."
                .formatted(part.getMessage(), run.serving().release().bundle().words())
            : part.getMessage());
  }
}
