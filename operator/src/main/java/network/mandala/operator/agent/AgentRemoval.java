package network.mandala.operator.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import network.mandala.crds.agent.Agent;
import network.mandala.crds.agent.Release;
import network.mandala.operator.project.ProjectNames;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes away what an agent leaves outside of its namespace: the images and sources in the registry.
 * Everything else belongs to it and goes with it. A registry that does not answer must not keep an
 * agent alive, which is still charged for: after a while its images are left to the removal of the
 * project.
 */
final class AgentRemoval {

  private static final Logger log = LoggerFactory.getLogger(AgentRemoval.class);
  private static final String FRONTEND = "/frontend";
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  /** The registry, as far as removals need it. */
  @FunctionalInterface
  interface Repositories {
    /**
     * @param digests of manifests that may have no tag
     * @throws IOException when the registry does not answer, or refuses
     */
    void remove(String repository, Set<String> digests) throws IOException, InterruptedException;
  }

  private final Repositories repositories;
  private final AgentEventSources sources;

  AgentRemoval(Repositories repositories, AgentEventSources sources) {
    this.repositories = repositories;
    this.sources = sources;
  }

  /** Whether nothing is left to be done; to be called again otherwise. */
  boolean isDone(Agent agent, Instant now) {
    var namespace = agent.getMetadata().getNamespace();
    var project = ProjectNames.projectOf(namespace).flatMap(sources::project);
    if (project.isEmpty() || project.get().isMarkedForDeletion()) {
      // The repositories of a project go with the project.
      return true;
    }
    var repository = project.get().getMetadata().getName() + "/" + agent.getMetadata().getName();
    if (isUsedByOthers(agent, repository)) {
      log.info("Repository {} stays: another agent names it", repository);
      return true;
    }
    try {
      repositories.remove(
          repository + "/source", digests(Stream.of(agent.getSpec().source().artifact())));
      repositories.remove(
          repository + FRONTEND, digests(releases(agent).map(Release::frontendImage)));
      repositories.remove(repository, digests(releases(agent).map(Release::image)));
      return true;
    } catch (IOException e) {
      boolean late =
          now.isAfter(Instant.parse(agent.getMetadata().getDeletionTimestamp()).plus(PATIENCE));
      log.warn(
          "Repository {} cannot be removed{}: {}",
          repository,
          late ? ", and is left" : " yet",
          e.toString());
      return late;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Another agent of the project may run an image that this one built, or build its source. */
  private boolean isUsedByOthers(Agent agent, String repository) {
    return sources.agentsIn(agent.getMetadata().getNamespace()).stream()
        .filter(other -> !other.getMetadata().getUid().equals(agent.getMetadata().getUid()))
        .flatMap(
            other ->
                Stream.of(
                    other.getSpec().source().image(),
                    other.getSpec().source().artifact(),
                    other.getSpec().frontend() == null ? null : other.getSpec().frontend().image()))
        .filter(Objects::nonNull)
        .map(reference -> ImageName.parse(reference).repository())
        .anyMatch(
            name ->
                Stream.of("", "/source", FRONTEND)
                    .anyMatch(part -> name.equals(repository + part)));
  }

  private static Stream<Release> releases(Agent agent) {
    return agent.getStatus() == null ? Stream.of() : agent.getStatus().releases().stream();
  }

  private static Set<String> digests(Stream<String> references) {
    var digests = new HashSet<String>();
    references
        .filter(Objects::nonNull)
        .map(reference -> ImageName.parse(reference).digest())
        .filter(digest -> !digest.isEmpty())
        .forEach(digests::add);
    return digests;
  }
}
