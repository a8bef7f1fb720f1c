package network.mandala.crds.agent;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import network.mandala.crds.format.Formats;

/** Static files or an image that answers at a host of its own beside the agent. */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@ValidationRule(
    value = "has(self.directory) != has(self.image)",
    message = "give exactly one of frontend.directory and frontend.image")
public record Frontend(
    @Pattern(Formats.PATH_INSIDE)
        @Size(min = 1, max = 255)
        @JsonPropertyDescription(
            "Folder of the source artifact whose files are served; it is left out of the image "
                + "of the agent. Exactly one of directory and image. Can be changed: a new build.")
        String directory,
    @Pattern(Formats.IMAGE)
        @Size(min = 1, max = 500)
        @JsonPropertyDescription(
            "Image that serves the frontend on port 8080. Exactly one of directory and "
                + "image. Can be changed: pods are replaced.")
        String image,
    @Default("1")
        @Min(1)
        @Max(20)
        @JsonPropertyDescription(
            "Number of pods of the frontend, whatever the agent has. Default 1. Can be changed "
                + "at once.")
        Integer replicas) {
  public Frontend {
    replicas = replicas == null ? 1 : replicas;
  }
}
