package network.mandala.operator.agent;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import network.mandala.crds.agent.AgentReason;
import network.mandala.crds.agent.Resources;
import network.mandala.operator.kubernetes.Labels;

/** Why the frontend of a release does not run, in words for a person. */
final class FrontendDiagnosis {

  private FrontendDiagnosis() {}

  /** Empty when nothing is wrong, nothing is known yet, or the release has no frontend. */
  static Optional<Finding> of(Seen seen, ReleaseContent content, Instant now) {
    if (!content.hasFrontend()) {
      return Optional.empty();
    }
    var pods =
        seen.podsOf(Labels.COMPONENT_FRONTEND).stream()
            .filter(pod -> FrontendImage.forPods(seen, content).equals(imageOf(pod)))
            .toList();
    return PodDiagnosis.of(pods, asProgram(content), seen.node().rolloutTimeout(), now)
        .map(FrontendDiagnosis::inItsWords)
        .or(() -> AgentDiagnosis.ofDeployment(seen, seen.frontend().deployment()))
        .map(finding -> new Finding(finding.reason(), "Frontend: " + finding.message()));
  }

  private static String imageOf(Pod pod) {
    return pod.getSpec().getContainers().getFirst().getImage();
  }

  /** What an agent would be that runs as the frontend does. */
  private static ReleaseContent asProgram(ReleaseContent content) {
    return ReleaseContent.of(
        content.frontendImage(),
        new Resources(
            FrontendDeployment.CPU,
            FrontendDeployment.MEMORY,
            null,
            FrontendDeployment.MEMORY_LIMIT,
            0),
        List.of(FrontendDeployment.PORT));
  }

  /** Where the advice for agents names fields that a frontend does not have. */
  private static Finding inItsWords(Finding finding) {
    return switch (finding.reason()) {
      case UNHEALTHY ->
          new Finding(
              AgentReason.UNHEALTHY,
              "it runs but accepts no connections on port %d. Let the image of spec.frontend.image listen there."
                  .formatted(FrontendDeployment.PORT));
      case OUT_OF_MEMORY ->
          new Finding(
              AgentReason.OUT_OF_MEMORY,
              "it was killed because it used more than %s of memory. Let it use less."
                  .formatted(FrontendDeployment.MEMORY_LIMIT));
      default -> finding;
    };
  }
}
