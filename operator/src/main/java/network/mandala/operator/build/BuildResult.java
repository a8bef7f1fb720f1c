package network.mandala.operator.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** What a step of a build has left in its termination log. */
sealed interface BuildResult {

  /**
   * @param image by digest
   * @param site image of the static site, by digest; empty when the step has made none
   */
  record Image(String image, String site) implements BuildResult {}

  /**
   * @param reason a word of the builder, mostly one of AgentReason
   */
  record Failure(String reason, String message) implements BuildResult {}

  /** Empty when it is not the JSON of the builder: the text of another program, or cut off. */
  static Optional<BuildResult> parse(String terminationMessage) {
    if (terminationMessage == null || !terminationMessage.startsWith("{")) {
      return Optional.empty();
    }
    try {
      var tree = new ObjectMapper().readTree(terminationMessage);
      if (tree.path("image").isTextual()) {
        return Optional.of(new Image(tree.path("image").textValue(), tree.path("site").asText("")));
      }
      if (tree.path("reason").isTextual() && tree.path("message").isTextual()) {
        return Optional.of(
            new Failure(tree.path("reason").textValue(), tree.path("message").textValue()));
      }
      return Optional.empty();
    } catch (JsonProcessingException notOurs) {
      return Optional.empty();
    }
  }
}
