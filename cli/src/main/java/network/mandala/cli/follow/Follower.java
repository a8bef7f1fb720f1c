package network.mandala.cli.follow;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import network.mandala.cli.console.Console;
import network.mandala.cli.console.Failure;
import network.mandala.cli.follow.Progress.Arrived;
import network.mandala.cli.follow.Progress.Stuck;
import network.mandala.cli.follow.Progress.Underway;

/**
 * Watches a resource, prints each change of its progress once, and ends when it has arrived, is
 * stuck or the time is over.
 */
public final class Follower {
  private final Console console;

  public Follower(Console console) {
    this.console = console;
  }

  /**
   * Returns the resource that arrived. {@code judge} is given null while there is no such resource.
   */
  public <T extends HasMetadata> T follow(
      Resource<T> resource, Function<T, Progress> judge, Duration timeout) {
    var last = new AtomicReference<Progress>(new Underway("nothing has happened yet"));
    try {
      T seen =
          resource.waitUntilCondition(
              object -> judgeAndTell(object, judge, last),
              timeout.toMillis(),
              TimeUnit.MILLISECONDS);
      if (last.get() instanceof Stuck stuck) {
        throw new Failure(stuck.message());
      }
      return seen;
    } catch (KubernetesClientTimeoutException e) {
      throw new Failure(
          "after %d s it is still not there; the last thing seen: %s. It goes on in the cluster; --timeout waits longer"
              .formatted(
                  timeout.toSeconds(),
                  last.get() instanceof Underway underway ? underway.line() : last.get()),
          e);
    }
  }

  private <T> boolean judgeAndTell(
      T object, Function<T, Progress> judge, AtomicReference<Progress> last) {
    Progress now = judge.apply(object);
    Progress before = last.getAndSet(now);
    return switch (now) {
      case Arrived _, Stuck _ -> true;
      case Underway underway -> {
        if (!underway.equals(before)) {
          console.progress(underway.line());
        }
        yield false;
      }
    };
  }
}
