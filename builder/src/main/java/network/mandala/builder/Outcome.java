package network.mandala.builder;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a step ended, as it is left in the termination log for the operator to read from the Pod's
 * status.
 */
sealed interface Outcome {
  /**
   * The image is in the registry.
   *
   * @param image by digest
   * @param sizeBytes of all its layers, compressed, with those of the base
   * @param site image of the static site that was made in the same step, by digest; empty: none was
   */
  record Assembled(
      String image,
      String digest,
      long sizeBytes,
      long durationMillis,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String site)
      implements Outcome {

    public Assembled {
      site = site == null ? "" : site;
    }

    Assembled withSite(String image) {
      return new Assembled(image(), digest, sizeBytes, durationMillis, image);
    }
  }

  /** Nothing for the operator to know: the source is unpacked, or an earlier step has said it. */
  record Done() implements Outcome {}

  record Failed(String reason, String message) implements Outcome {
    /**
     * Kubernetes keeps 4096 bytes of a termination log: so many letters surely fit, however JSON
     * writes them.
     */
    private static final int MAX_LETTERS = 600;

    public Failed {
      message =
          message.length() <= MAX_LETTERS ? message : message.substring(0, MAX_LETTERS - 3) + "...";
    }
  }

  default void write(Path terminationLog) throws IOException {
    if (!(this instanceof Done)) {
      Files.write(terminationLog, new ObjectMapper().writeValueAsBytes(this));
    }
  }
}
