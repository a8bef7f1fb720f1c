package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.OptionalInt;

/**
 * How many pods there should be. The number is not part of the desired Deployment: a field that was
 * applied and then is not, because an autoscaler takes over, would fall back to 1 pod for a moment.
 */
final class AgentReplicas {

  private AgentReplicas() {}

  /** Whether an autoscaler decides. A volume is for one pod only. */
  static boolean isAutoscaled(Seen seen, ReleaseContent content) {
    var scaling = seen.spec().scaling();
    return scaling.replicas() == null && scaling.max() > scaling.min() && !content.hasVolume();
  }

  /** Whether there can be more than one pod at a time. */
  static boolean maySpread(Seen seen, ReleaseContent content) {
    return isAutoscaled(seen, content) || fixed(seen, content) > 1;
  }

  /** What the tenant wants: nothing is to run, the data stays. */
  static boolean isSuspended(Seen seen) {
    var replicas = seen.spec().scaling().replicas();
    return seen.spec().suspend() || (replicas != null && replicas == 0);
  }

  /** The number to write into the Deployment; empty when it is right, or not ours to say. */
  static OptionalInt toWrite(Seen seen, ReleaseContent content, Deployment live) {
    int present = live.getSpec().getReplicas() == null ? 1 : live.getSpec().getReplicas();
    if (present == 0 && !AgentDatabases.areReadyFor(seen, content)) {
      // After a suspension its databases come first.
      return OptionalInt.empty();
    }
    if (isAutoscaled(seen, content)) {
      // An autoscaler is off at 0 pods: after a suspension it has to be woken.
      return present == 0 ? OptionalInt.of(seen.spec().scaling().min()) : OptionalInt.empty();
    }
    int wanted = fixed(seen, content);
    return present == wanted ? OptionalInt.empty() : OptionalInt.of(wanted);
  }

  /** As {@link #toWrite}, for an agent that sleeps. */
  static OptionalInt toSleep(Deployment live) {
    var present = live.getSpec().getReplicas();
    return present != null && present == 0 ? OptionalInt.empty() : OptionalInt.of(0);
  }

  /** Number of pods when no autoscaler decides. */
  static int fixed(Seen seen, ReleaseContent content) {
    var scaling = seen.spec().scaling();
    int wanted = scaling.replicas() == null ? scaling.min() : scaling.replicas();
    return !content.hasVolume() ? wanted : Math.min(1, wanted);
  }
}
