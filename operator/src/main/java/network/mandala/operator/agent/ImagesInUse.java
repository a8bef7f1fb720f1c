package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.operator.project.ProjectNames;
import network.mandala.operator.registry.Usage;

/**
 * Which sources and images the agents of a project need. Anything counts that an Agent, the record
 * of one of its releases, a Deployment or a pod mentions anywhere: a field that is new here is
 * never the reason that somebody's image is gone.
 */
final class ImagesInUse implements Usage {

  private final AgentEventSources sources;

  ImagesInUse(AgentEventSources sources) {
    this.sources = sources;
  }

  @Override
  public Optional<Mentions> of(String project) {
    var namespace = ProjectNames.namespaceOf(project);
    if (sources.project(project).filter(found -> !found.isMarkedForDeletion()).isEmpty()) {
      return Optional.empty();
    }
    var jobs =
        Stream.of(namespace, ProjectNames.buildsOf(project))
            .flatMap(place -> sources.jobsIn(place).stream())
            .toList();
    return of(sources.agentsIn(namespace), jobs, sources.recordsIn(namespace));
  }

  static Optional<Mentions> of(
      List<Agent> agents, List<Job> jobs, List<? extends HasMetadata> others) {
    if (!agents.stream().allMatch(ImagesInUse::isSettled)
        || !jobs.stream().allMatch(ImagesInUse::isOver)) {
      return Optional.empty();
    }
    var said =
        Stream.concat(agents.stream(), others.stream())
            .map(Serialization::asJson)
            .collect(Collectors.joining("\n"));
    return Optional.of(said::contains);
  }

  /** The status has the last word on the spec, and nothing is being built. */
  private static boolean isSettled(Agent agent) {
    var status = agent.getStatus();
    return status != null
        && agent.getMetadata().getGeneration().equals(status.observedGeneration())
        && (status.build() == null
            || status.build().image() != null
            || status.build().finishedAt() != null);
  }

  private static boolean isOver(Job job) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(
                condition ->
                    List.of("Complete", "Failed").contains(condition.getType())
                        && "True".equals(condition.getStatus()));
  }
}
