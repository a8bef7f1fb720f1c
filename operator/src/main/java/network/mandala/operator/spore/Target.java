package network.mandala.operator.spore;

import java.time.Instant;
import network.mandala.crds.spore.Colour;

/**
 * One of the two sets of pods as it is to be.
 *
 * @param launchedAt since when the release is being started there (RFC 3339)
 * @param failure why it was given up; empty: it was not
 * @param failedGeneration of the Spore, for which it was given up
 */
record Target(
    Colour colour,
    Release release,
    Role role,
    String launchedAt,
    String failure,
    long failedGeneration) {

  /** What the set is there for. */
  enum Role {
    /** The Service leads to it. */
    SERVING,
    /** It is to take over. */
    LAUNCHING,
    /** It served until a moment ago, and finishes what it has begun. */
    DRAINING,
    /** It was to take over and did not become healthy: no pods, kept to remember why. */
    FAILED
  }

  /** A release that is new there. */
  static Target fresh(Colour colour, Release release, Role role, Instant now) {
    return new Target(colour, release, role, now.toString(), "", 0);
  }

  /** What is there already. */
  static Target kept(Lane lane, Role role, Instant now) {
    return new Target(lane.colour(), lane.release(), role, lane.launchedAt(now).toString(), "", 0);
  }

  static Target failed(Lane lane, String failure, long generation, Instant now) {
    return new Target(
        lane.colour(),
        lane.release(),
        Role.FAILED,
        lane.launchedAt(now).toString(),
        failure,
        generation);
  }
}
