package network.mandala.operator.build;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;

/**
 * Who may build a Dockerfile now. Such a build is a Job that is made suspended: its place in the
 * queue is its age, and whoever's turn it is is woken. The queue is what the API server has;
 * nothing has to be remembered.
 */
public final class BuildQueue {

  /** Label of Jobs that wait for their turn. */
  static final String QUEUE = "mandala.network/queue";

  static final String DOCKERFILES = "dockerfiles";

  private static final Comparator<Job> AGE =
      Comparator.<Job, String>comparing(job -> job.getMetadata().getCreationTimestamp())
          .thenComparing(job -> job.getMetadata().getUid());

  private BuildQueue() {}

  /** Whether a Job waits in the queue, or takes a place of those who run. */
  public static boolean counts(Job job) {
    var labels = job.getMetadata().getLabels();
    return labels != null
        && DOCKERFILES.equals(labels.get(QUEUE))
        && !job.isMarkedForDeletion()
        && !BuildState.hasCondition(job, "Complete")
        && !BuildState.hasCondition(job, "Failed");
  }

  /**
   * Whether a Job that waits may begin. Who is before it but whose project has its share already
   * does not hold it up.
   *
   * @param all Jobs of all projects that count
   */
  public static boolean isTurnOf(Job job, Collection<Job> all, BuildLimits.Dockerfiles limits) {
    var running = new HashMap<String, Integer>();
    int total = 0;
    for (var other : all) {
      if (!isWaiting(other)) {
        running.merge(other.getMetadata().getNamespace(), 1, Integer::sum);
        total++;
      }
    }
    for (var next : inOrder(all)) {
      int ofProject = running.getOrDefault(next.getMetadata().getNamespace(), 0);
      if (total < limits.atOnce() && ofProject < limits.atOncePerProject()) {
        if (isSame(next, job)) {
          return true;
        }
        running.put(next.getMetadata().getNamespace(), ofProject + 1);
        total++;
      }
    }
    return false;
  }

  /** Whether it has not begun. */
  public static boolean isWaiting(Job job) {
    return Boolean.TRUE.equals(job.getSpec().getSuspend());
  }

  private static List<Job> inOrder(Collection<Job> all) {
    return all.stream().filter(BuildQueue::isWaiting).sorted(AGE).toList();
  }

  private static boolean isSame(Job a, Job b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }
}
