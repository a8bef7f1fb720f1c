package network.mandala.billing.tick;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import network.mandala.ledger.project.LedgerProject;

/**
 * Whose a namespace is. A project that was closed is remembered for a while, since its last windows
 * are charged some minutes later. For one thread.
 */
final class Directory {

  private static final Duration REMEMBERED = Duration.ofHours(1);

  private record Owner(String projectId, Instant seen) {}

  private final Map<String, Owner> owners = new HashMap<>();

  /** Takes the projects that are open now. */
  void update(List<LedgerProject> open, Instant now) {
    for (var project : open) {
      owners.put(project.namespace(), new Owner(project.projectId(), now));
    }
    owners.values().removeIf(owner -> owner.seen().isBefore(now.minus(REMEMBERED)));
  }

  /** The id of the project that a namespace belongs to. */
  Optional<String> find(String namespace) {
    return Optional.ofNullable(owners.get(namespace)).map(Owner::projectId);
  }
}
