package network.mandala.bridge.v2;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import network.mandala.bridge.deploy.Deployment;
import network.mandala.bridge.session.Seals;

/**
 * Where events are told: an address that is its own permission, for one deployment and a while,
 * because a stream cannot be signed and a browser cannot sign the request for one.
 */
final class EventAddress {
  private static final Duration LIFE = Duration.ofHours(1);

  private final Seals seals;
  private final Clock clock;

  EventAddress(Seals seals, Clock clock) {
    this.seals = seals;
    this.clock = clock;
  }

  /** Resolved at the node. */
  String of(Deployment deployment) {
    var until = clock.instant().plus(LIFE).getEpochSecond();
    return "/v2/projects/%s/deployments/%s/events?token=%s"
        .formatted(
            deployment.project(),
            deployment.id(),
            seals.seal(purpose(deployment.project(), deployment.id()), String.valueOf(until)));
  }

  /** Whether we gave this for it, not too long ago. */
  boolean isOurs(String project, String deployment, String token) {
    Optional<String> until = seals.open(purpose(project, deployment), token);
    return until.isPresent()
        && clock.instant().isBefore(Instant.ofEpochSecond(Long.parseLong(until.get())));
  }

  private static String purpose(String project, String deployment) {
    return "events " + project + " " + deployment;
  }
}
