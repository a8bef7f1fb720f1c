package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import network.mandala.operator.build.BuildQueue;
import network.mandala.operator.kubernetes.Labels;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets the build of a Dockerfile begin when it is its turn. */
final class DockerfileTurns {

  private static final Logger log = LoggerFactory.getLogger(DockerfileTurns.class);

  private final KubernetesClient client;
  private final Supplier<Collection<Job>> queue;

  /**
   * @param queue every build of a Dockerfile that waits or runs, of all projects
   */
  DockerfileTurns(KubernetesClient client, Supplier<Collection<Job>> queue) {
    this.client = client;
    this.queue = queue;
  }

  void admit(AgentPlan plan, Seen seen) {
    waiting(plan, seen)
        .filter(job -> BuildQueue.isTurnOf(job, queue.get(), seen.node().build().dockerfiles()))
        .ifPresent(this::begin);
  }

  private static Optional<Job> waiting(AgentPlan plan, Seen seen) {
    var step =
        switch (plan) {
          case AgentPlan.Run run -> run.build();
          case AgentPlan.Await await -> await.build();
          case AgentPlan.Leave leave -> new BuildStep.None();
          case AgentPlan.Sleep sleep -> new BuildStep.None();
        };
    return step instanceof BuildStep.Underway underway
        ? Builds.job(seen, underway.input()).filter(BuildQueue::isWaiting)
        : Optional.empty();
  }

  private void begin(Job job) {
    client
        .resource(job)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Labels.FIELD_MANAGER)
                .build(),
            "{\"spec\":{\"suspend\":false}}");
    log.info(
        "Building a Dockerfile: Job {} in namespace {}",
        job.getMetadata().getName(),
        job.getMetadata().getNamespace());
  }
}
