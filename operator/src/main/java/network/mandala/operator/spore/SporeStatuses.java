package network.mandala.operator.spore;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.spore.SporeEndpoint;
import network.mandala.crds.spore.SporeRelease;
import network.mandala.crds.spore.SporeSigner;
import network.mandala.crds.spore.SporeState;
import network.mandala.crds.spore.SporeStatus;
import network.mandala.crds.spore.SporeVersion;
import network.mandala.operator.kubernetes.Conditions;

/** The status of a spore: a pure function of what is seen and what is to be done. */
final class SporeStatuses {

  private static final int MOST_ENDPOINTS = 100;
  private static final int MOST_HISTORY = 10;

  private SporeStatuses() {}

  /**
   * @param fault what the cluster refused just now; null when it refused nothing
   */
  static SporeStatus of(Seen seen, Course course, Finding fault, Instant now) {
    var before = seen.status();
    var conditions =
        Conditions.merge(
            before.conditions(), SporeConditions.of(seen, course, fault), seen.generation(), now);
    if (!(course instanceof Course.Run run)) {
      boolean stopped = course instanceof Course.Stop;
      var state = course instanceof Course.Stop stop ? stop.state() : before.state();
      return new SporeStatus(
          seen.generation(),
          state,
          since(before, state, now),
          stopped ? null : before.url(),
          stopped ? null : before.digest(),
          stopped ? null : before.image(),
          stopped ? null : before.signer(),
          before.highestAccepted(),
          stopped ? null : before.activeColour(),
          before.history(),
          List.of(),
          0,
          0,
          before.selector(),
          before.estimate(),
          conditions);
    }
    var serving = run.serving();
    var bundle = serving.release().bundle();
    var lane = seen.lane(run.routed()).filter(live -> live.release().equals(serving.release()));
    boolean answers = lane.map(Lane::ready).orElse(0) > 0;
    var state = state(seen, run, answers);
    return new SporeStatus(
        seen.generation(),
        state,
        since(before, state, now),
        seen.rival().isEmpty() ? seen.url() : null,
        bundle.digest(),
        bundle.image(),
        new SporeSigner(
            new Signers(run.project().signers(), seen.settings().spores())
                .nameOf(bundle)
                .orElse(null),
            bundle.signer()),
        answers ? highest(before, serving) : before.highestAccepted(),
        run.routed(),
        answers ? history(before, serving, now) : before.history(),
        endpoints(seen, run),
        lane.map(Lane::existing).orElse(0),
        lane.map(Lane::ready).orElse(0),
        selector(seen, run),
        SporeEstimate.of(seen, serving.release()),
        conditions);
  }

  private static SporeState state(Seen seen, Course.Run run, boolean answers) {
    if (!answers
        || run.targets().stream().anyMatch(target -> target.role() == Target.Role.LAUNCHING)) {
      return SporeState.LAUNCHING;
    }
    return run.targets().stream().anyMatch(target -> target.role() == Target.Role.DRAINING)
        ? SporeState.DRAINING
        : SporeState.READY;
  }

  private static String since(SporeStatus before, SporeState state, Instant now) {
    return state == before.state() && before.stateSince() != null
        ? before.stateSince()
        : now.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  private static SporeVersion highest(SporeStatus before, Target serving) {
    var version = Verdict.versionOf(serving.release().bundle());
    var highest = before.highestAccepted();
    return highest == null || VersionOrder.compare(version, highest) > 0 ? version : highest;
  }

  private static List<SporeRelease> history(SporeStatus before, Target serving, Instant now) {
    var bundle = serving.release().bundle();
    var history = before.history();
    if (!history.isEmpty() && bundle.digest().equals(history.getFirst().digest())) {
      return history;
    }
    var newest =
        new SporeRelease(
            bundle.digest(), bundle.version(), now.truncatedTo(ChronoUnit.SECONDS).toString());
    return Stream.concat(
            Stream.of(newest),
            history.stream().filter(release -> !bundle.digest().equals(release.digest())))
        .limit(MOST_HISTORY)
        .toList();
  }

  private static List<SporeEndpoint> endpoints(Seen seen, Course.Run run) {
    return seen.podsOf(run.routed()).stream()
        .filter(pod -> !pod.isMarkedForDeletion() && Readiness.isReady(pod))
        .filter(pod -> pod.getStatus().getPodIP() != null)
        .map(
            pod ->
                new SporeEndpoint(
                    "http://%s:%d"
                        .formatted(
                            host(pod.getStatus().getPodIP()), run.serving().release().port()),
                    pod.getSpec().getNodeName()))
        .sorted(Comparator.comparing(SporeEndpoint::url))
        .limit(MOST_ENDPOINTS)
        .toList();
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
  }

  private static String selector(Seen seen, Course.Run run) {
    return SporeDeployment.selector(seen, run.routed()).entrySet().stream()
        .map((Map.Entry<String, String> label) -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(","));
  }
}
